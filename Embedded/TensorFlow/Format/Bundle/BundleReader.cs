using System.Globalization;
using System.Text;
using Embedded.TensorFlow.Format.Proto;
using Microsoft.Win32.SafeHandles;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>Reads tensors of a checkpoint (<c>prefix.index</c> and <c>prefix.data-…</c>). Safe for many threads.</summary>
internal sealed class BundleReader : IDisposable
{
    private readonly string _prefix;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _entries;
    private readonly Lazy<SafeFileHandle>[] _shards;

    private BundleReader(string prefix, Dictionary<string, ReadOnlyMemory<byte>> entries, int shards)
    {
        _prefix = prefix;
        _entries = entries;
        _shards = [.. Enumerable.Range(0, shards).Select(i => new Lazy<SafeFileHandle>(() => OpenShard(i)))];
    }

    public IEnumerable<string> Keys => _entries.Keys.Where(key => key.Length > 0 && key[0] != '\0');

    public static string IndexPath(string prefix) => prefix + ".index";

    public static string ShardPath(string prefix, int shard, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}.data-{shard:D5}-of-{count:D5}");

    /// <exception cref="TensorFlowException">NOT_FOUND without an index, DATA_LOSS for a broken one.</exception>
    public static BundleReader Open(string prefix)
    {
        var path = IndexPath(prefix);
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TensorFlowException(StatusCode.NotFound, $"Failed to find any matching files for {prefix}", e);
        }

        // Latin-1 keeps the bytes of the binary keys of slices apart; plain names are ASCII in practice and UTF-8 by rule.
        var entries = TableReader.Read(file, path).ToDictionary(e => Encoding.Latin1.GetString(e.Key), e => e.Value, StringComparer.Ordinal);
        if (!entries.TryGetValue("", out var header))
        {
            throw TensorFlowException.DataLoss($"{path} has no header entry");
        }

        return new BundleReader(prefix, entries, ReadHeader(header, path));
    }

    /// <summary>The whole tensor.</summary>
    /// <exception cref="TensorFlowException">NOT_FOUND for an unknown key or missing file, OUT_OF_RANGE for a short file, DATA_LOSS for a wrong checksum.</exception>
    public Tensor Read(string name)
    {
        var entry = Find(Encoding.UTF8.GetBytes(name), name);
        return entry.Slices.Count == 0 ? ReadData(entry, name) : Join(entry, name);
    }

    /// <summary>A part of the tensor, in RestoreV2's words: empty for all of it, else <c>6 7 0,2:0,7</c>.</summary>
    public Tensor Read(string name, string shapeAndSlice)
    {
        if (shapeAndSlice.Length == 0)
        {
            return Read(name);
        }

        var entry = Find(Encoding.UTF8.GetBytes(name), name);
        var slice = TensorSlice.Parse(shapeAndSlice[(shapeAndSlice.LastIndexOf(' ') + 1)..]).Resolve(entry.Shape);
        if (entry.Slices.Any(stored => stored.Resolve(entry.Shape).Extents.SequenceEqual(slice.Extents)))
        {
            return ReadData(FindSlice(slice, name, entry), name);
        }

        var part = Tensor.Create(entry.DType, [.. slice.Extents.Select(e => e.Length)], clear: false);
        SliceCopy.Copy(Read(name), new TensorSlice([.. entry.Shape.Select(size => (0L, size))]), part, slice);
        return part;
    }

    public void Dispose()
    {
        foreach (var shard in _shards)
        {
            if (shard.IsValueCreated)
            {
                shard.Value.Dispose();
            }
        }
    }

    private static int ReadHeader(ReadOnlyMemory<byte> header, string path)
    {
        var (shards, bigEndian) = (0, false);
        try
        {
            var reader = new WireReader(header);
            while (reader.Next(out var field))
            {
                switch (field)
                {
                    case 1:
                        shards = reader.Int32();
                        break;
                    case 2:
                        bigEndian = reader.Int64() != 0;
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (MalformedMessageException e)
        {
            throw new TensorFlowException(StatusCode.DataLoss, $"Unable to parse header of {path}", e);
        }

        // TensorFlow numbers shards with five digits.
        if (shards is < 0 or > 99_999)
        {
            throw TensorFlowException.DataLoss($"{path} names {shards} data files");
        }

        return bigEndian
            ? throw TensorFlowException.Unimplemented($"Reading a bundle with different endianness from the reader: {path}")
            : shards;
    }

    private BundleEntry Find(byte[] key, string name)
    {
        if (!_entries.TryGetValue(Encoding.Latin1.GetString(key), out var message))
        {
            throw TensorFlowException.NotFound($"Key {name} not found in checkpoint");
        }

        try
        {
            return BundleEntry.Read(message);
        }
        catch (MalformedMessageException e)
        {
            throw new TensorFlowException(StatusCode.DataLoss, $"Entry {name} of {IndexPath(_prefix)} cannot be parsed: {e.Message}", e);
        }
    }

    // A part is written with its full extent spelled out or marked as "all", depending on the saver.
    private BundleEntry FindSlice(TensorSlice slice, string name, BundleEntry whole)
    {
        var full = new TensorSlice([.. slice.Extents.Select((e, i) => e.Length == whole.Shape[i] ? (0, TensorSlice.Full) : e)]);
        var key = full.Key(name);
        return Find(_entries.ContainsKey(Encoding.Latin1.GetString(key)) ? key : slice.Key(name), name);
    }

    private Tensor Join(BundleEntry whole, string name)
    {
        var joined = Tensor.Create(whole.DType, whole.Shape, clear: true);
        foreach (var stored in whole.Slices)
        {
            var slice = stored.Resolve(whole.Shape);
            SliceCopy.Copy(ReadData(FindSlice(slice, name, whole), name), slice, joined, new TensorSlice([.. whole.Shape.Select(size => (0L, size))]));
        }

        return joined;
    }

    private Tensor ReadData(BundleEntry entry, string name)
    {
        if ((uint)entry.Shard >= (uint)_shards.Length || entry.Offset < 0 || entry.Size < 0)
        {
            throw TensorFlowException.DataLoss($"Entry {name} points outside of the data files of {_prefix}");
        }

        if (entry.DType == DataType.String)
        {
            return StringTensorReader.Read(ReadRange(entry, name), entry, name);
        }

        var count = TensorShape.ElementCount(entry.Shape);
        if (entry.DType.Size() == 0 || count > entry.Size || count * entry.DType.Size() != entry.Size)
        {
            throw TensorFlowException.DataLoss($"TensorBundle at {_prefix} shape {TensorShape.Format(entry.Shape)} of {name} does not fit its {entry.Size} bytes");
        }

        RequireInFile(entry, name);
        var tensor = Tensor.CreateForLoading(entry.DType, entry.Shape);
        Fill(tensor.Bytes, entry, name);
        if (Crc32C.Mask(Crc32C.Compute(tensor.Bytes)) != entry.MaskedCrc)
        {
            throw ChecksumMismatch(name);
        }

        return tensor;
    }

    private byte[] ReadRange(BundleEntry entry, string name)
    {
        RequireInFile(entry, name);
        var bytes = new byte[checked((int)entry.Size)];
        Fill(bytes, entry, name);
        return bytes;
    }

    // Before the memory is taken: a broken size must not cost gigabytes.
    private void RequireInFile(BundleEntry entry, string name)
    {
        if (entry.Size > RandomAccess.GetLength(_shards[entry.Shard].Value) - entry.Offset)
        {
            throw TensorFlowException.OutOfRange($"Read fewer bytes than requested: {name} at {entry.Offset}, {entry.Size} bytes, of {ShardPath(_prefix, entry.Shard, _shards.Length)}");
        }
    }

    private void Fill(Span<byte> target, BundleEntry entry, string name)
    {
        for (var done = 0; done < target.Length;)
        {
            var read = RandomAccess.Read(_shards[entry.Shard].Value, target[done..], entry.Offset + done);
            if (read == 0)
            {
                throw TensorFlowException.OutOfRange($"Read fewer bytes than requested: {name}");
            }

            done += read;
        }
    }

    private TensorFlowException ChecksumMismatch(string name) =>
        TensorFlowException.DataLoss($"TensorBundle at {_prefix}: Checksum does not match: stored value of {name} differs from the data read");

    private SafeFileHandle OpenShard(int index)
    {
        var path = ShardPath(_prefix, index, _shards.Length);
        try
        {
            return File.OpenHandle(path, options: FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TensorFlowException(StatusCode.NotFound, $"{path}; No such file or directory", e);
        }
    }
}
