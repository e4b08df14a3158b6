using Embedded.TensorFlowServing.Config;

namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>
/// Looks at the base paths of the configured models and tells the manager which versions to have. Unlike the original, a base path
/// that is missing holds up only its own model; that model keeps what it has.
/// </summary>
internal sealed partial class FileSystemSource(ModelManager manager, ILogger<FileSystemSource> logger)
{
    // The clock of the base paths and that of the config file tick side by side.
    private readonly Lock _lock = new();
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly HashSet<(string Model, long Version)> _missing = [];
    private IReadOnlyList<ModelConfig> _models = [];

    /// <summary>Replaces the models; those left out are unloaded.</summary>
    public void Configure(IReadOnlyList<ModelConfig> models)
    {
        lock (_lock)
        {
            foreach (var gone in _models.Where(old => !models.Any(m => m.Name == old.Name)))
            {
                manager.Aspire(gone.Name, []);
                _unreadable.Remove(gone.Name);
            }

            _models = models;
            Poll();
        }
    }

    /// <summary>One look at every base path.</summary>
    public void Poll()
    {
        lock (_lock)
        {
            foreach (var model in _models)
            {
                if (Find(model) is { } versions)
                {
                    NoteMissing(model, versions);
                    manager.Aspire(model.Name, versions);
                }
            }
        }
    }

    private IReadOnlyList<VersionOnDisk>? Find(ModelConfig model)
    {
        string reason;
        try
        {
            if (VersionDiscovery.Find(model.BasePath, model.Policy) is { } versions)
            {
                if (_unreadable.Remove(model.Name))
                {
                    Log.Readable(logger, model.BasePath, model.Name);
                }

                return versions;
            }

            reason = $"Could not find base path {model.BasePath} for servable {model.Name}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = e.Message;
        }

        if (_unreadable.Add(model.Name))
        {
            Log.Unreadable(logger, model.Name, reason);
        }

        return null;
    }

    private void NoteMissing(ModelConfig model, IReadOnlyList<VersionOnDisk> versions)
    {
        if (model.Policy is not VersionPolicy.Specific specific)
        {
            return;
        }

        foreach (var version in specific.Versions)
        {
            if (versions.Any(v => v.Version == version))
            {
                _missing.Remove((model.Name, version));
            }
            else if (_missing.Add((model.Name, version)))
            {
                Log.VersionMissing(logger, version, model.Name, model.BasePath);
            }
        }
    }
}
