namespace Benchmarks.Runtime.Networks;

/// <summary>A network that can be written in any format.</summary>
internal interface INetwork
{
    string Name { get; }

    /// <summary>Dimensions of one example.</summary>
    IReadOnlyList<long> Example { get; }

    /// <summary>Logits of one example.</summary>
    int Classes { get; }

    void Write(INetworkWriter writer);
}
