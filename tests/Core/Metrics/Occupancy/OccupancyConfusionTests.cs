using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class OccupancyConfusionTests
{
    private const byte Car = 4, Truck = 10, Free = 17, Ignored = 255;

    [Fact]
    public void A_class_that_is_only_predicted_counts_zero_in_Occ3D_one_in_OccWorld_and_not_at_all_in_SparseOcc()
    {
        OccupancyConfusion confusion = new();
        confusion.Add(0, [Car, Truck, Free], [Car, Car, Free], []); // car: 1 of 2; truck: only predicted; 15 others: neither
        Assert.Equal((50 + 0) / 2.0, One(confusion.Miou(AbsentClass.Occ3D)));
        Assert.Equal(50, One(confusion.Miou(AbsentClass.SparseOcc)));
        Assert.Equal((50 + 16 * 100) / 17.0, One(confusion.Miou(AbsentClass.OccWorld)), 1e-12);
        Assert.Equal(double.NaN, One(confusion.Miou(AbsentClass.SurroundOcc)));
        Assert.Equal(0, One(confusion.ClassIou(Truck, AbsentClass.SurroundOcc)));
        Assert.Equal(double.NaN, One(confusion.ClassIou(Truck, AbsentClass.SparseOcc)));
    }

    [Fact]
    public void What_the_truth_ignores_counts_nowhere_but_in_the_IoU_of_a_forecast()
    {
        byte[] prediction = [Car, Car, Car, Free], truth = [Car, Free, Ignored, Ignored];
        OccupancyForecast forecast = new();
        forecast.Add(0, 1, prediction, truth, []);
        Assert.Equal(50, One(forecast.Miou(1, AbsentClass.Occ3D)));
        Assert.Equal(50, One(forecast.At(1).Iou()));
        Assert.Equal(50, One(forecast.Iou(1))); // 2 of 4: the ignored voxels are occupied
        Assert.Equal(2, forecast.At(1)[Car, Car] + forecast.At(1)[Free, Car]);
    }

    [Fact]
    public void A_scene_that_is_drawn_twice_counts_as_if_it_had_been_added_twice()
    {
        OccupancyConfusion drawn = new(), added = new();
        byte[][] predictions = [[Car, Car, Free, Truck], [Car, Truck, Truck, Free], [Free, Free, Car, Truck]], truths = [[Car, Free, Free, Truck], [Truck, Truck, Car, Free], [Car, Free, Car, Free]];
        int[] weights = [2, 0, 1];
        for (int s = 0; s < weights.Length; s++)
        {
            drawn.Add(s, predictions[s], truths[s], []);
            for (int k = 0; k < weights[s]; k++)
            {
                added.Add(0, predictions[s], truths[s], []);
            }
        }
        Assert.Equal(One(added.Miou(AbsentClass.Occ3D)), drawn.Miou(AbsentClass.Occ3D).Value(weights));
        Assert.Equal(One(added.Iou()), drawn.Iou().Value(weights));
        Assert.Equal((3, 3), (drawn.Scenes, drawn.Count));
    }

    [Fact]
    public void A_scene_without_key_frames_is_drawn_all_the_same()
    {
        OccupancyConfusion confusion = new();
        confusion.Add(0, [Car], [Car], []);
        confusion.Reach(2);
        Assert.Equal(3, confusion.Miou(AbsentClass.Occ3D).Scenes);
        Assert.Equal(double.NaN, confusion.Miou(AbsentClass.Occ3D).Value([0, 1, 2]));
    }

    [Fact]
    public void Grids_of_different_sizes_are_refused()
    {
        OccupancyConfusion confusion = new();
        Assert.Contains("they have 1, 2 and 0", Assert.Throws<ArgumentException>(() => confusion.Add(0, [Car], [Car, Car], [])).Message, StringComparison.Ordinal);
        Assert.Contains("they have 1, 1 and 2", Assert.Throws<ArgumentException>(() => confusion.Add(0, [Car], [Car], [1, 1])).Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (confusion.Scenes, confusion.Count));
    }

    [Fact]
    public void GaussianFormer_filters_predictions_outside_the_layers_that_the_truth_occupies()
    {
        byte[] truth = [Free, Car, Free, Free, Free, Free, Car, Free, Free, Free]; // two columns of five layers: layer 1 in both
        byte[] prediction = [Car, Car, Truck, Free, Truck, Truck, Free, Free, Truck, Car], filtered = new byte[10];
        GaussianFormerMeasures.FilterMinMax(prediction, truth, 5, filtered);
        Assert.Equal([Free, Car, Free, Free, Free, Free, Free, Free, Free, Free], filtered);
        truth[8] = Car; // layers 1 to 3
        GaussianFormerMeasures.FilterMinMax(prediction, truth, 5, filtered);
        Assert.Equal([Free, Car, Truck, Free, Free, Free, Free, Free, Truck, Free], filtered);
        truth.AsSpan().Fill(Free);
        GaussianFormerMeasures.FilterMinMax(prediction, truth, 5, filtered);
        Assert.All(filtered, label => Assert.Equal(Free, label));
    }

    [Fact]
    public void SurroundOcc_does_not_count_others_in_the_truth_and_takes_them_for_vegetation_in_the_prediction()
    {
        const byte Others = 0, Vegetation = 16;
        OccupancyConfusion confusion = new();
        confusion.Add(0, [Others, Others, Others, Vegetation, Car], [Others, Vegetation, Car, Vegetation, Others], []);
        Assert.Equal(100 * 2 / 3.0, One(SurroundOccMeasures.ClassIou(confusion, Vegetation)), 1e-12);
        Assert.Equal(0, One(SurroundOccMeasures.ClassIou(confusion, Car)));
        Assert.Equal(100, One(SurroundOccMeasures.Iou(confusion)));
        Assert.Equal(double.NaN, One(SurroundOccMeasures.Miou(confusion))); // thirteen classes are nowhere
    }

    private static double One(ISceneMeasure measure) => measure.Value([1]);
}
