using System.Buffers.Binary;
using System.Text;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>
/// Writes a checkpoint in TensorFlow's V2 format (a tensor bundle) with one data shard: <c>prefix.index</c> and
/// <c>prefix.data-00000-of-00001</c>. Tensors go to the data file in the order they are added; <see cref="Finish"/> writes the index.
/// </summary>
public sealed class TensorBundleWriter : IDisposable
{
    private const string ValueSuffix = "/.ATTRIBUTES/VARIABLE_VALUE";

    private readonly SortedDictionary<byte[], byte[]> _entries = new(Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)));
    private readonly List<(string Path, string FullName)> _variables = [];
    private readonly string _prefix;
    private readonly FileStream _data;

    /// <summary>Creates the data file; its folder must exist.</summary>
    /// <param name="prefix">Path without extension: <c>…/variables/variables</c>.</param>
    public TensorBundleWriter(string prefix)
    {
        _prefix = prefix;
        _data = new FileStream(prefix + ".data-00000-of-00001", FileMode.Create, FileAccess.Write);
    }

    /// <summary>Bytes written to the data file so far.</summary>
    public long BytesWritten => _data.Position;

    /// <summary>Adds a tensor.</summary>
    /// <param name="key">Its name in the checkpoint.</param>
    /// <param name="dataType">Any type but <see cref="DataType.String"/>.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="data">Its elements, row-major and little-endian.</param>
    /// <exception cref="ArgumentException">The key has been added before.</exception>
    public void Add(string key, DataType dataType, ReadOnlySpan<long> shape, ReadOnlySpan<byte> data)
    {
        AddEntry(key, dataType, shape, data.Length, Crc32C.Compute(data));
        _data.Write(data);
    }

    /// <summary>Adds the value of a <c>tf.Module</c>'s variable under its attribute path, and to the object graph.</summary>
    /// <param name="path">Attributes from the root to the variable, divided by slashes: <c>fc/kernel</c>.</param>
    /// <param name="fullName">The variable's own name.</param>
    /// <param name="dataType">Any type but <see cref="DataType.String"/>.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="data">Its elements, row-major and little-endian.</param>
    public void AddVariable(string path, string fullName, DataType dataType, ReadOnlySpan<long> shape, ReadOnlySpan<byte> data)
    {
        Add(path + ValueSuffix, dataType, shape, data);
        _variables.Add((path, fullName));
    }

    /// <summary>Adds a string tensor.</summary>
    /// <param name="key">Its name in the checkpoint.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="values">Its elements, row-major.</param>
    /// <exception cref="ArgumentException">The key has been added before.</exception>
    public void AddStrings(string key, ReadOnlySpan<long> shape, IReadOnlyList<byte[]> values)
    {
        // On disk lengths are varints, but both checksums take them as 32-bit numbers.
        var bytes = new ProtoWriter();
        uint crc = 0;
        Span<byte> number = stackalloc byte[sizeof(uint)];
        foreach (var value in values)
        {
            bytes.Varint((ulong)value.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)value.Length);
            crc = Crc32C.Append(crc, number);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(number, Crc32C.Mask(crc));
        bytes.Raw(number);
        crc = Crc32C.Append(crc, number);
        foreach (var value in values)
        {
            bytes.Raw(value);
            crc = Crc32C.Append(crc, value);
        }

        AddEntry(key, DataType.String, shape, bytes.Written.Length, crc);
        _data.Write(bytes.Written);
    }

    /// <summary>Adds the object graph of the variables, when there are any, and writes the index. The checkpoint is then complete.</summary>
    public void Finish()
    {
        if (_variables.Count > 0)
        {
            AddStrings(ObjectGraphWriter.Key, [], [ObjectGraphWriter.Write(_variables, ValueSuffix)]);
        }

        _data.Flush(flushToDisk: true);
        using var stream = new FileStream(_prefix + ".index", FileMode.Create, FileAccess.Write);
        var table = new TableWriter(stream);

        // BundleHeaderProto: num_shards, (endianness: little is the default), version { producer }.
        table.Add([], new ProtoWriter().Number(1, 1).Message(3, new ProtoWriter().Number(1, 1)).Written);
        foreach (var (key, value) in _entries)
        {
            table.Add(key, value);
        }

        table.Finish();
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Closes the data file.</summary>
    public void Dispose() => _data.Dispose();

    private void AddEntry(string key, DataType dataType, ReadOnlySpan<long> shape, long size, uint crc)
    {
        var dimensions = new ProtoWriter();
        foreach (var dimension in shape)
        {
            dimensions.Message(2, new ProtoWriter().Number(1, dimension));
        }

        // BundleEntryProto: dtype, shape, (shard_id 0), offset, size, crc32c.
        var entry = new ProtoWriter()
            .Number(1, (int)dataType)
            .Message(2, dimensions)
            .Number(4, _data.Position)
            .Number(5, size)
            .Fixed32(6, Crc32C.Mask(crc));
        _entries.Add(Encoding.UTF8.GetBytes(key), entry.Written.ToArray());
    }
}
