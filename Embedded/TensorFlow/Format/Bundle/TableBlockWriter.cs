using System.Buffers.Binary;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>One block of a table: sorted entries, each without the bytes its key shares with the one before.</summary>
internal sealed class TableBlockWriter
{
    // LevelDB's: every 16th key is whole, so that a reader can search by halving.
    private const int RestartInterval = 16;

    private readonly List<uint> _restarts = [0];
    private ProtoWriter _entries = new();
    private byte[] _lastKey = [];
    private int _sinceRestart;

    public int Length => _entries.Written.Length;

    public ReadOnlySpan<byte> LastKey => _lastKey;

    /// <summary>Adds an entry whose key is above all before.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var shared = 0;
        if (_sinceRestart == RestartInterval)
        {
            _restarts.Add((uint)Length);
            _sinceRestart = 0;
        }
        else
        {
            shared = key.CommonPrefixLength(_lastKey);
        }

        _entries.Varint((ulong)shared).Varint((ulong)(key.Length - shared)).Varint((ulong)value.Length).Raw(key[shared..]).Raw(value);
        _lastKey = key.ToArray();
        _sinceRestart++;
    }

    /// <summary>Ends the block, returns its bytes and begins the next.</summary>
    public byte[] Finish()
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        foreach (var restart in _restarts)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, restart);
            _entries.Raw(number);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)_restarts.Count);
        var block = _entries.Raw(number).Written.ToArray();
        _entries = new();
        _restarts.Clear();
        _restarts.Add(0);
        _sinceRestart = 0;
        _lastKey = [];
        return block;
    }
}
