namespace VoxPilot.Perception.Tests.Dense;

public sealed class ClassNameEmbeddingsTests
{
    private const int Width = 64;

    [Fact]
    public void There_are_18_unit_vectors_well_apart()
    {
        float[] vectors = ClassNameEmbeddings.Create(Width);
        Assert.Equal(18 * Width, vectors.Length);
        Assert.Equal((18, "construction vehicle", "sky"), (ClassNameEmbeddings.Names.Count, ClassNameEmbeddings.Names[5], ClassNameEmbeddings.Names[17]));
        for (int i = 0; i < 18; i++)
        {
            Assert.Equal(1, Cosine(vectors.AsSpan(i * Width, Width), vectors.AsSpan(i * Width, Width)), 1e-5);
            for (int j = 0; j < i; j++)
            {
                double cosine = Cosine(vectors.AsSpan(i * Width, Width), vectors.AsSpan(j * Width, Width));
                Assert.True(cosine < 0.6, $"{ClassNameEmbeddings.Names[i]} and {ClassNameEmbeddings.Names[j]}: {cosine:0.00}");
            }
        }
    }

    [Fact]
    public void Names_that_share_words_or_letters_are_nearer_than_strangers()
    {
        const int Wide = 4096; // where chance resemblances are within 0.05
        double shared = Between("construction vehicle", "emergency vehicle"), alike = Between("bicycle", "motorcycle"), strangers = Between("barrier", "sky");
        Assert.InRange(strangers, -0.08, 0.08);
        Assert.InRange(alike, strangers + 0.05, 0.6);
        Assert.InRange(shared, alike, 0.9);

        static double Between(string a, string b)
        {
            float[] first = new float[Wide], second = new float[Wide];
            ClassNameEmbeddings.Of(a, first);
            ClassNameEmbeddings.Of(b, second);
            return Cosine(first, second);
        }
    }

    [Fact]
    public void The_same_name_is_the_same_vector_and_the_order_of_words_does_not_matter()
    {
        float[] a = new float[Width], b = new float[Width];
        ClassNameEmbeddings.Of("traffic cone", a);
        ClassNameEmbeddings.Of("cone traffic", b);
        Assert.Equal(ClassNameEmbeddings.Create(Width).AsSpan(8 * Width, Width).ToArray(), a);
        Assert.Equal(1, Cosine(a, b), 1e-5);
    }

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0, x = 0, y = 0;
        for (int i = 0; i < a.Length; i++)
        {
            (sum, x, y) = (sum + (double)a[i] * b[i], x + (double)a[i] * a[i], y + (double)b[i] * b[i]);
        }
        return sum / Math.Sqrt(x * y);
    }
}
