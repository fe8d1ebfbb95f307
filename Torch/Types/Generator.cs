using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers of a device.</summary>
    public unsafe class Generator : IDisposable
    {
        private nint handle;

        public Generator(ulong seed = 0, Device? device = null)
            : this(Open(device ?? torch.CPU, true, seed), device ?? torch.CPU)
        {
        }

        private Generator(nint handle, Device device)
        {
            this.handle = handle;
            this.device = device;
        }

        ~Generator() => Dispose(false);

        /// <summary>The process's own generator on the CPU.</summary>
        public static Generator Default => new(Open(torch.CPU, false, 0), torch.CPU);

        public Device device { get; }

        public nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Generator manual_seed(long seed)
        {
            Native.vp_generator_set_seed(Handle, (ulong)seed);
            return this;
        }

        /// <summary>Seeds from the system's randomness and tells the seed.</summary>
        public long seed() => (long)Native.vp_generator_reseed(Handle);

        public long initial_seed() => (long)Native.vp_generator_seed(Handle);

        public Tensor get_state()
        {
            nint state;
            Native.Check(Native.vp_generator_state(Handle, &state));
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            Native.Check(Native.vp_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint released = Interlocked.Exchange(ref handle, 0);
            if (released != 0)
                Native.vp_generator_release(released);
        }

        private static nint Open(Device device, bool fresh, ulong seed)
        {
            nint opened;
            Native.Check(Native.vp_generator((int)device.type, device.index, fresh ? 1 : 0, seed, &opened));
            return opened;
        }
    }

    /// <summary>Seeds the generators of all devices.</summary>
    public static Generator manual_seed(long seed)
    {
        Native.vp_manual_seed((ulong)seed);
        return Generator.Default;
    }

    public static partial class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static Tensor get_rng_state()
        {
            using Generator generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using Generator generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
