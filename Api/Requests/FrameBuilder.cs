using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Api.Requests;

/// <summary>Makes the domain's frame of a request: shapes and names are checked here, values by the model's own validation.</summary>
internal sealed class FrameBuilder(IOptions<LimitOptions> options)
{
    private readonly ImageLimits imageLimits = new() { MaxBytes = options.Value.ImageBytes, MaxPixels = options.Value.ImagePixels };

    /// <summary>The frame of a request.</summary>
    /// <exception cref="ProblemException">Cameras and images do not fit, or a field has the wrong shape.</exception>
    public Frame Build(CreateSceneRequest request, OrderedDictionary<string, ReadOnlyMemory<byte>> images)
    {
        InputErrors errors = new();
        OrderedDictionary<string, CameraBody?> declared = request.Rig?.Cameras ?? [];
        CheckNames(declared, images, errors);
        errors.ThrowIfAny();

        List<Camera> cameras = [];
        List<EncodedImage> encoded = [];
        foreach (string name in Ordered(declared.Keys))
        {
            EncodedImage? image = ReadImage(name, images[name], errors);
            Camera? camera = CameraOf(name, declared[name]!, image, errors);
            if (camera is not null && image is not null)
            {
                cameras.Add(camera);
                encoded.Add(image);
            }
        }
        EgoState? ego = request.Ego is null ? null : EgoMapping.ToDomain(request.Ego, errors);
        Command? command = CommandNames.Read(request.Command, "command", errors);
        errors.ThrowIfAny();
        return new()
        {
            Rig = new(cameras),
            Images = encoded,
            Timestamp = request.Timestamp,
            Ego = ego,
            Command = command,
            Sequence = request.Sequence,
            Location = request.Location,
        };
    }

    private static void CheckNames(OrderedDictionary<string, CameraBody?> declared, OrderedDictionary<string, ReadOnlyMemory<byte>> images, InputErrors errors)
    {
        if (declared.Count is 0 or > Rig.MaximumCameras)
        {
            errors.Add(ProblemTypes.InvalidInput, "rig.cameras", $"rig.cameras must declare 1 to {Rig.MaximumCameras} cameras; it declares {declared.Count}.");
            return;
        }
        foreach ((string name, CameraBody? camera) in declared)
        {
            if (camera is null)
            {
                errors.Add(ProblemTypes.InvalidCalibration, $"rig.cameras.{name}", $"Camera '{name}' is null; give its intrinsics, rotation and translation.");
            }
            if (!images.ContainsKey(name))
            {
                errors.Add(ProblemTypes.MissingCamera, name, $"The rig declares '{name}' but no image of that name came; send one, or take the camera out of the rig.");
            }
        }
        foreach (string name in images.Keys.Where(name => !declared.ContainsKey(name)))
        {
            errors.Add(ProblemTypes.UndeclaredPart, name, $"An image '{name}' came that rig.cameras does not declare; declare its calibration or leave it out.");
        }
    }

    private static IEnumerable<string> Ordered(ICollection<string> names) =>
        [.. Rig.NuScenesNames.Where(names.Contains), .. names.Where(name => !Rig.NuScenesNames.Contains(name))];

    private EncodedImage? ReadImage(string name, ReadOnlyMemory<byte> bytes, InputErrors errors)
    {
        ImageTypes.RefuseWebP(bytes.Span, name, name);
        try
        {
            return ImageHeader.Read(bytes, name, imageLimits);
        }
        catch (InvalidInputException fault)
        {
            errors.Add(ProblemTypes.InvalidImage, name, fault.Message);
            return null;
        }
    }

    private static Camera? CameraOf(string name, CameraBody body, EncodedImage? image, InputErrors errors)
    {
        string field = $"rig.cameras.{name}";
        double[][]? k = body.Intrinsics;
        if (k is not { Length: 3 } || k.Any(row => row is not { Length: 3 }))
        {
            errors.Add(ProblemTypes.InvalidCalibration, $"{field}.intrinsics", $"The intrinsics of '{name}' must be three rows of three numbers, [[fx, 0, cx], [0, fy, cy], [0, 0, 1]].");
            k = null;
        }
        Pose? pose = PoseMapping.ToDomain(body.Rotation, body.Translation, field, $"of '{name}'", ProblemTypes.InvalidCalibration, errors);
        if (k is null || pose is null || image is null)
        {
            return null;
        }
        Matrix3 intrinsics = new(k[0][0], k[0][1], k[0][2], k[1][0], k[1][1], k[1][2], k[2][0], k[2][1], k[2][2]);
        return new(name, intrinsics, pose.Value, body.Width ?? image.Width, body.Height ?? image.Height);
    }
}
