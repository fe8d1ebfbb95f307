using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lives: a kind of device, and which of them (-1: the current one).</summary>
    public class Device
    {
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(string deviceType, int index = -1)
            : this(ParseType(deviceType, deviceType), index)
        {
        }

        /// <param name="description">Such as <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</param>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            string[] parts = description.Split(':', 2);
            type = ParseType(parts[0], description);
            index = parts.Length == 1 ? -1
                : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
                : throw new ArgumentException($"'{description}' is not a device: after the colon a number is expected, such as cuda:0.", nameof(description));
        }

        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() =>
            index >= 0 && type != DeviceType.CPU ? $"{Name}:{index}" : Name;

        private string Name => type.ToString().ToLowerInvariant();

        private static DeviceType ParseType(string text, string whole) => text switch
        {
            "cpu" => DeviceType.CPU,
            "cuda" => DeviceType.CUDA,
            "mps" => DeviceType.MPS,
            "meta" => DeviceType.META,
            _ => throw new ArgumentException($"'{whole}' is not a device: expected cpu, cuda, cuda:N, mps or meta.", nameof(text)),
        };
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA { get; } = new(DeviceType.CUDA);

    public static Device device(string description) => new(description);
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);
    public static Device device(int index) => new(index);
}
