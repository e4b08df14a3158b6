namespace Embedded.TensorFlow.Format;

/// <summary>The chosen meta graph: what loading and serving need of it.</summary>
internal sealed record MetaGraph
{
    public required GraphDef Graph { get; init; }

    public required IReadOnlyDictionary<string, Signature> Signatures { get; init; }

    /// <summary>Node collections by name, such as <c>saved_model_main_op</c>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> NodeCollections { get; init; }

    /// <summary>Tensor to be fed with a file name, and the name of that file under <c>assets/</c>.</summary>
    public required IReadOnlyList<(string Tensor, string FileName)> Assets { get; init; }

    /// <summary>Tensor to be fed with the checkpoint prefix; empty in frozen models.</summary>
    public string FileNameTensor { get; init; } = "";

    /// <summary>Operation that restores the variables; empty in frozen models.</summary>
    public string RestoreOp { get; init; } = "";
}
