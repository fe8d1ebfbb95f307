namespace VoxPilot.Api.Contracts;

/// <summary>One camera: its intrinsics, and its pose on the car.</summary>
internal sealed record CameraBody
{
    /// <summary>K, three rows of three, in pixels of an image of width × height.</summary>
    public double[][]? Intrinsics { get; init; }

    /// <summary>Unit quaternion w, x, y, z: sensor frame (x right, y down, z along the optical axis) to ego frame.</summary>
    public double[]? Rotation { get; init; }

    /// <summary>Position in the ego frame, metres.</summary>
    public double[]? Translation { get; init; }

    /// <summary>Width in pixels that the intrinsics belong to; without it the image's own.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels that the intrinsics belong to; without it the image's own.</summary>
    public int? Height { get; init; }
}
