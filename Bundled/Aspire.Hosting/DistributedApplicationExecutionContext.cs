namespace Aspire.Hosting;

/// <summary>What the AppHost was started for.</summary>
public class DistributedApplicationExecutionContext
{
    private const string DefaultPublisher = "manifest";

    private readonly DistributedApplicationExecutionContextOptions? _options;

    /// <summary>For an operation.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) : this(operation, DefaultPublisher)
    {
    }

    /// <summary>For an operation and a publisher.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
    {
        ArgumentNullException.ThrowIfNull(publisherName);
        Operation = operation;
        PublisherName = publisherName;
    }

    /// <summary>With services that are set later.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationExecutionContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Operation = options.Operation;
        PublisherName = options.PublisherName ?? DefaultPublisher;
    }

    /// <summary>Run or publish.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>Whether deployment files are written.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>Whether the application is run.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>The publisher; <c>manifest</c> when none was named, in run mode too.</summary>
    public string PublisherName { get; set; }

    /// <summary>Services of the AppHost.</summary>
    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider ServiceProvider => _options?.ServiceProvider
        ?? throw new InvalidOperationException("IServiceProvider is not available because the container has not yet been built.");
}
