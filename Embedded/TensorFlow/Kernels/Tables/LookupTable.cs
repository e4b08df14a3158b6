using System.Text;

namespace Embedded.TensorFlow.Kernels.Tables;

/// <summary>A table from strings or integers to single values. Fixed tables are filled once, while the model loads.</summary>
internal sealed class LookupTable(DataType keyType, DataType valueType, bool isMutable)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> _integers = [];
    private Tensor? _store;
    private bool _isFilled;

    public long Count => keyType == DataType.String ? _texts.Count : _integers.Count;

    public DataType ValueType => valueType;

    /// <summary>Fills a fixed table, or replaces the content of a mutable one.</summary>
    public void Import(Tensor keys, Tensor values)
    {
        lock (_gate)
        {
            if (isMutable)
            {
                _texts.Clear();
                _integers.Clear();
            }
            else if (_isFilled)
            {
                // A second initialisation of the same content is legal; of another, the first one counts.
                return;
            }

            InsertAll(keys, values);
            _isFilled = true;
        }
    }

    public void Insert(Tensor keys, Tensor values)
    {
        if (!isMutable)
        {
            throw TensorFlowException.Unimplemented($"insert is not supported by a table that is filled once");
        }

        lock (_gate)
        {
            InsertAll(keys, values);
        }
    }

    /// <summary>Looks up every key; unknown ones give the default.</summary>
    public void Find(Tensor keys, Tensor otherwise, Tensor result)
    {
        if (!isMutable)
        {
            FindAll(keys, otherwise, result);
            return;
        }

        lock (_gate)
        {
            FindAll(keys, otherwise, result);
        }
    }

    /// <summary>Forgets keys; those that are not there do no harm.</summary>
    public void Remove(Tensor keys)
    {
        if (!isMutable)
        {
            throw TensorFlowException.Unimplemented($"remove is not supported by a table that is filled once");
        }

        lock (_gate)
        {
            var (before, values) = Export();
            var gone = Enumerable.Range(0, (int)keys.ElementCount).Select(i => Shaping.UniqueKernels.Key(keys, i, 1)).ToHashSet(StringComparer.Ordinal);
            var kept = Enumerable.Range(0, (int)before.ElementCount).Where(i => !gone.Contains(Shaping.UniqueKernels.Key(before, i, 1))).ToArray();
            _texts.Clear();
            _integers.Clear();
            InsertAll(Pick(before, kept), Pick(values, kept));
        }
    }

    /// <summary>All keys and their values.</summary>
    public (Tensor Keys, Tensor Values) Export()
    {
        lock (_gate)
        {
            var (keys, values) = (Tensor.Create(keyType, Count), Tensor.Create(valueType, Count));
            foreach (var (text, row) in _texts)
            {
                keys.Strings[row] = Encoding.Latin1.GetBytes(text);
            }

            foreach (var (number, row) in _integers)
            {
                Shaping.ShapeKernels.Write(keys, row, number);
            }

            if (Count > 0)
            {
                TensorBlock.Copy(_store!, 0, values, 0, (int)Count);
            }

            return (keys, values);
        }
    }

    private static Tensor Pick(Tensor tensor, int[] rows)
    {
        var picked = Tensor.Create(tensor.DType, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            TensorBlock.Copy(tensor, rows[i], picked, i, 1);
        }

        return picked;
    }

    private void FindAll(Tensor keys, Tensor otherwise, Tensor result)
    {
        if (!isMutable && !_isFilled)
        {
            throw TensorFlowException.FailedPrecondition($"Table not initialized.");
        }

        RequireTypes(keys, otherwise);
        for (var i = 0; i < keys.ElementCount; i++)
        {
            if (TryFind(keys, i, out var row))
            {
                TensorBlock.Copy(_store!, row, result, i, 1);
            }
            else
            {
                TensorBlock.Copy(otherwise, 0, result, i, 1);
            }
        }
    }

    private void InsertAll(Tensor keys, Tensor values)
    {
        RequireTypes(keys, values);
        if (keys.ElementCount != values.ElementCount)
        {
            throw TensorFlowException.InvalidArgument($"Expected shape {TensorShape.Format(keys.Shape)} for value, got {TensorShape.Format(values.Shape)}");
        }

        _store ??= Tensor.Create(valueType, 16);
        for (var i = 0; i < keys.ElementCount; i++)
        {
            if (!TryFind(keys, i, out var row))
            {
                row = Add(keys, i);
            }
            else if (!isMutable && Shaping.UniqueKernels.Key(values, i, 1) != Shaping.UniqueKernels.Key(_store, row, 1))
            {
                throw TensorFlowException.FailedPrecondition($"HashTable has different value for same key. Key {Shown(keys, i)} has {Shown(_store, row)} and trying to add value {Shown(values, i)}");
            }

            TensorBlock.Copy(values, i, _store, row, 1);
        }
    }

    private static string Shown(Tensor tensor, int index) =>
        tensor.DType == DataType.String ? Kernels.Text.StringCells.Text(tensor.Strings[index]) : Kernels.Text.TensorText.Element(tensor, index);

    private int Add(Tensor keys, int index)
    {
        var row = (int)Count;
        if (row == _store!.ElementCount)
        {
            var larger = Tensor.Create(valueType, 2L * row);
            TensorBlock.Copy(_store, 0, larger, 0, row);
            _store = larger;
        }

        if (keyType == DataType.String)
        {
            _texts.Add(Text(keys, index), row);
        }
        else
        {
            _integers.Add(Integer(keys, index), row);
        }

        return row;
    }

    private bool TryFind(Tensor keys, int index, out int row) => keyType == DataType.String
        ? _texts.TryGetValue(Text(keys, index), out row)
        : _integers.TryGetValue(Integer(keys, index), out row);

    // Latin-1 keeps every byte apart.
    private static string Text(Tensor keys, int index) => Encoding.Latin1.GetString(keys.Strings[index].Span);

    private static long Integer(Tensor keys, int index) => keys.DType == DataType.Int32 ? keys.Data<int>()[index] : keys.Data<long>()[index];

    private void RequireTypes(Tensor keys, Tensor values)
    {
        if (keys.DType != keyType || values.DType != valueType)
        {
            throw TensorFlowException.InvalidArgument(
                $"Key and value must be {keyType.CanonicalName()} and {valueType.CanonicalName()}, got {keys.DType.CanonicalName()} and {values.DType.CanonicalName()}");
        }
    }
}
