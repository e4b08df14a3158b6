namespace Models.ResNet50;

/// <summary>What a tensor is for; it decides the formula of its values.</summary>
internal enum TensorKind
{
    /// <summary>A convolution's filter.</summary>
    Kernel,

    /// <summary>The last layer's matrix.</summary>
    DenseKernel,

    /// <summary>Scale of a batch normalisation.</summary>
    Gamma,

    /// <summary>Offset of a batch normalisation.</summary>
    Beta,

    /// <summary>Mean of a batch normalisation.</summary>
    Mean,

    /// <summary>Variance of a batch normalisation.</summary>
    Variance,

    /// <summary>The last layer's bias.</summary>
    Bias,
}
