using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace VoxPilot.Torch;

/// <summary>
/// A pickle machine that can only build plain data and tensors' descriptions: numbers, strings, tuples (arrays), lists, dicts, and
/// the few globals that <see cref="PickleGlobals"/> knows. Nothing named in a file is ever looked up or run; everything else is refused.
/// </summary>
internal sealed class PickleReader(string path, Stream stream)
{
    private const int MaximumText = 1 << 26;
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly object s_mark = new();
    private readonly List<object?> _stack = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private readonly byte[] _scratch = new byte[8];

    private Action<PickledStorage>? _onStorage;

    /// <summary>Reads one pickle, up to and with its STOP.</summary>
    /// <param name="onStorage">Told of each storage that the pickle refers to.</param>
    public object? Read(Action<PickledStorage>? onStorage = null)
    {
        _onStorage = onStorage;
        _stack.Clear();
        _memo.Clear();
        try
        {
            while (true)
            {
                PickleOpcode opcode = (PickleOpcode)Byte();
                if (opcode == PickleOpcode.Stop)
                {
                    return Pop();
                }

                Step(opcode);
            }
        }
        catch (EndOfStreamException failure)
        {
            throw Fault("the pickle ends in the middle; the file is cut short.", failure);
        }
        catch (DecoderFallbackException failure)
        {
            throw Fault("the pickle holds text that is not UTF-8.", failure);
        }
    }

    private void Step(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Protocol:
                if (Byte() is > 5 and byte version)
                {
                    throw Fault($"pickle protocol {version} is not known.");
                }

                break;
            case PickleOpcode.Frame: Bytes(8); break;
            case PickleOpcode.Mark: Push(s_mark); break;
            case PickleOpcode.Pop: Pop(); break;
            case PickleOpcode.PopMark: PopToMark(); break;
            case PickleOpcode.None: Push(null); break;
            case PickleOpcode.NewTrue: Push(true); break;
            case PickleOpcode.NewFalse: Push(false); break;
            case PickleOpcode.BinInt: Push((long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4))); break;
            case PickleOpcode.BinInt1: Push((long)Byte()); break;
            case PickleOpcode.BinInt2: Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2))); break;
            case PickleOpcode.Long1: PushInteger(new BigInteger(Block(Byte()))); break;
            case PickleOpcode.BinFloat: Push(BinaryPrimitives.ReadDoubleBigEndian(Bytes(8))); break;
            case PickleOpcode.BinUnicode: Push(s_utf8.GetString(Block(UInt32()))); break;
            case PickleOpcode.ShortBinUnicode: Push(s_utf8.GetString(Block(Byte()))); break;
            case PickleOpcode.BinUnicode8: Push(s_utf8.GetString(Block(BinaryPrimitives.ReadInt64LittleEndian(Bytes(8))))); break;
            // Python 2's str: state dicts written there have their names in it.
            case PickleOpcode.BinString: Push(Encoding.Latin1.GetString(Block(UInt32()))); break;
            case PickleOpcode.ShortBinString: Push(Encoding.Latin1.GetString(Block(Byte()))); break;
            case PickleOpcode.BinBytes: Push(Block(UInt32())); break;
            case PickleOpcode.ShortBinBytes: Push(Block(Byte())); break;
            case PickleOpcode.EmptyTuple: Push(Array.Empty<object?>()); break;
            case PickleOpcode.Tuple1: PushTuple(1); break;
            case PickleOpcode.Tuple2: PushTuple(2); break;
            case PickleOpcode.Tuple3: PushTuple(3); break;
            case PickleOpcode.Tuple: Push(PopToMark()); break;
            case PickleOpcode.EmptyList: Push(new List<object?>()); break;
            case PickleOpcode.EmptyDict: Push(new PickleDict()); break;
            case PickleOpcode.Append: AddTo([Pop()]); break;
            case PickleOpcode.Appends: AddTo(PopToMark()); break;
            case PickleOpcode.SetItem: SetIn(PopMany(2)); break;
            case PickleOpcode.SetItems: SetIn(PopToMark()); break;
            case PickleOpcode.BinPut: _memo[Byte()] = Peek(); break;
            case PickleOpcode.LongBinPut: _memo[UInt32()] = Peek(); break;
            case PickleOpcode.Memoize: _memo[(uint)_memo.Count] = Peek(); break;
            case PickleOpcode.BinGet: Push(Recall(Byte())); break;
            case PickleOpcode.LongBinGet: Push(Recall(UInt32())); break;
            case PickleOpcode.Global: Push(PickleGlobals.Find(path, Line(), Line())); break;
            case PickleOpcode.StackGlobal: PushStackGlobal(); break;
            case PickleOpcode.BinPersistentId: PushStorage(); break;
            case PickleOpcode.Reduce: Reduce(); break;
            case PickleOpcode.Build: Build(); break;
            default:
                throw Fault($"the pickle uses opcode 0x{(byte)opcode:x2}, which state dicts do not need; refused.");
        }
    }

    private void Reduce()
    {
        object? arguments = Pop();
        object? function = Pop();
        Push(function is PickleGlobal global && arguments is object?[] tuple
            ? PickleGlobals.Call(path, global, tuple)
            : throw Fault("the pickle calls something that is not a known function; refused."));
    }

    // An OrderedDict's attributes (PyTorch's _metadata of module versions): not needed.
    private void Build()
    {
        _ = Pop();
        if (Peek() is not PickleDict)
        {
            throw Fault("the pickle sets the state of an object that is not a dictionary; refused.");
        }
    }

    private void PushStorage()
    {
        PickledStorage storage = PickleGlobals.Storage(path, Pop());
        _onStorage?.Invoke(storage);
        Push(storage);
    }

    private void PushStackGlobal()
    {
        object? name = Pop();
        object? module = Pop();
        Push(name is string n && module is string m ? PickleGlobals.Find(path, m, n) : throw Fault("the pickle names a global by something other than text."));
    }

    private void AddTo(object?[] items)
    {
        if (Peek() is not List<object?> list)
        {
            throw Fault("the pickle appends to something that is not a list.");
        }

        list.AddRange(items);
    }

    private void SetIn(object?[] items)
    {
        if (Peek() is not PickleDict dict || items.Length % 2 != 0)
        {
            throw Fault("the pickle sets items of something that is not a dictionary.");
        }

        for (int i = 0; i < items.Length; i += 2)
        {
            dict.Add(items[i], items[i + 1]);
        }
    }

    private object? Recall(uint key) => _memo.TryGetValue(key, out object? value) ? value : throw Fault($"the pickle recalls memo {key}, which was never set.");

    private void Push(object? value) => _stack.Add(value);

    private void PushTuple(int count) => Push(PopMany(count));

    private object? Peek() => _stack.Count > 0 && _stack[^1] != s_mark ? _stack[^1] : throw Fault("the pickle takes more from its stack than it holds.");

    private object? Pop()
    {
        object? value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] PopMany(int count)
    {
        object?[] values = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            values[i] = Pop();
        }

        return values;
    }

    private object?[] PopToMark()
    {
        int mark = _stack.LastIndexOf(s_mark);
        if (mark < 0)
        {
            throw Fault("the pickle misses a mark on its stack.");
        }

        object?[] values = [.. _stack.Skip(mark + 1)];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private void PushInteger(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            Push((long)value);
        }
        else
        {
            Push(value);
        }
    }

    private byte Byte() => stream.ReadByte() is >= 0 and int value ? (byte)value : throw new EndOfStreamException();

    private uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    private ReadOnlySpan<byte> Bytes(int count)
    {
        stream.ReadExactly(_scratch, 0, count);
        return _scratch.AsSpan(0, count);
    }

    private byte[] Block(long count)
    {
        if (count is < 0 or > MaximumText || (stream.CanSeek && count > stream.Length - stream.Position))
        {
            throw new EndOfStreamException();
        }

        byte[] block = new byte[count];
        stream.ReadExactly(block);
        return block;
    }

    private string Line()
    {
        List<byte> line = [];
        while (Byte() is not (byte)'\n' and byte one)
        {
            line.Add(line.Count < 256 ? one : throw Fault("the pickle names a global of more than 256 letters."));
        }

        return s_utf8.GetString(line.ToArray());
    }

    private TensorFileException Fault(string fault, Exception? inner = null) => new(path, fault, inner);
}
