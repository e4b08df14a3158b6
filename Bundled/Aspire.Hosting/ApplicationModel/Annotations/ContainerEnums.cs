namespace Aspire.Hosting.ApplicationModel;

/// <summary>How long a container lives.</summary>
public enum ContainerLifetime
{
    /// <summary>As long as the AppHost.</summary>
    Session,

    /// <summary>Longer.</summary>
    Persistent,
}

/// <summary>What is mounted.</summary>
public enum ContainerMountType
{
    /// <summary>A directory or file of this machine.</summary>
    BindMount,

    /// <summary>A volume of the engine.</summary>
    Volume,
}

/// <summary>When an image is pulled.</summary>
public enum ImagePullPolicy
{
    /// <summary>As the engine likes.</summary>
    Default = 0,

    /// <summary>Before every start.</summary>
    Always = 1,

    /// <summary>When it is missing.</summary>
    Missing = 2,

    /// <summary>Never: it must be there.</summary>
    Never = 3,
}
