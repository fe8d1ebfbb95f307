using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace VoxPilot.Torch.Interop;

/// <summary>An operator of libtorch, found by name and overload when it is first called.</summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int MaxResults = 16;
    private const int ListCapacity = 64;
    private nint handle;
    private bool sought;

    public override string ToString() => overload.Length == 0 ? $"aten::{name}" : $"aten::{name}.{overload}";

    /// <summary>Whether this libtorch has the operator; where it may not, the caller has a composition to fall back on.</summary>
    public bool Exists => Find() != 0;

    private nint Handle => handle != 0 ? handle : Found();

    /// <summary>Calls of all operators so far, for measurements; a few may be missed where several threads call at once.</summary>
    public static long Calls { get; private set; }

    /// <summary>Calls an operator of one tensor that returns one tensor.</summary>
    public torch.Tensor Unary(torch.Tensor self)
    {
        NativeValue argument = new() { Tag = ValueTag.Tensor, Pointer = self.Handle };
        NativeValue result;
        Calls++;
        if (Native.vp_call(Handle, &argument, 1, &result, 1) < 0)
            throw NativeError.Take();
        GC.KeepAlive(self);
        return new torch.Tensor(result.Pointer);
    }

    /// <summary>Calls an operator of two tensors that returns one tensor. It has a name of its own because arrays convert to tensors.</summary>
    public torch.Tensor Binary(torch.Tensor left, torch.Tensor right)
    {
        NativeValue* arguments = stackalloc NativeValue[2];
        arguments[0] = new NativeValue { Tag = ValueTag.Tensor, Pointer = left.Handle };
        arguments[1] = new NativeValue { Tag = ValueTag.Tensor, Pointer = right.Handle };
        NativeValue result;
        Calls++;
        if (Native.vp_call(Handle, arguments, 2, &result, 1) < 0)
            throw NativeError.Take();
        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return new torch.Tensor(result.Pointer);
    }

    /// <summary>Calls an operator that returns one tensor; trailing arguments left out take the schema's defaults.</summary>
    public torch.Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return new torch.Tensor(result.Pointer);
    }

    public (torch.Tensor, torch.Tensor) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[2];
        Invoke(arguments, results, 2);
        return (new torch.Tensor(results[0].Pointer), new torch.Tensor(results[1].Pointer));
    }

    public (torch.Tensor, torch.Tensor, torch.Tensor) CallTriple(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[3];
        Invoke(arguments, results, 3);
        return (new torch.Tensor(results[0].Pointer), new torch.Tensor(results[1].Pointer), new torch.Tensor(results[2].Pointer));
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    public torch.Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        var handles = new ReadOnlySpan<nint>((void*)result.Pointer, result.Length);
        var tensors = new torch.Tensor[handles.Length];
        for (int i = 0; i < tensors.Length; i++)
            tensors[i] = new torch.Tensor(handles[i]);
        Native.vp_free(result.Pointer);
        return tensors;
    }

    /// <summary>Calls an operator that changes <paramref name="self"/>, which must be its first argument, and hands that back.</summary>
    public torch.Tensor CallOn(torch.Tensor self, params ReadOnlySpan<Argument> arguments)
    {
        CallVoid(arguments);
        return self;
    }

    /// <summary>Calls an operator for its effect and lets its results go.</summary>
    public void CallVoid(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaxResults];
        int count = Invoke(arguments, results, MaxResults);
        for (int i = 0; i < count; i++)
        {
            if (results[i].Tag == ValueTag.Tensor)
                Native.vp_release(results[i].Pointer);
        }
    }

    /// <summary>Calls an operator that returns a number or a truth value.</summary>
    public Scalar CallScalar(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return Scalar.FromNative(result);
    }

    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        NativeValue* values = stackalloc NativeValue[arguments.Length];
        long* space = stackalloc long[ListCapacity];
        var lists = new ListBuffer(space, ListCapacity);
        int count;
        Calls++;
        try
        {
            for (int i = 0; i < arguments.Length; i++)
                values[i] = arguments[i].ToNative(ref lists);
            count = Native.vp_call(Handle, values, arguments.Length, results, capacity);
        }
        finally
        {
            lists.Dispose();
        }

        if (count < 0)
            throw NativeError.Take();
        foreach (ref readonly Argument argument in arguments)
            GC.KeepAlive(argument.Reference);
        return count;
    }

    private nint Find()
    {
        if (!sought)
        {
            handle = Native.vp_find($"aten::{name}", overload);
            sought = true;
        }

        return handle;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint Found()
    {
        nint found = Find();
        return found != 0 ? found : throw new ExternalException($"libtorch {Native.Version} has no operator {this}.");
    }
}
