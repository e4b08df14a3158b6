using Benchmarks.Running;
using Models.ResNet50;
using Rollcall.Tests;

namespace Benchmarks.Telemetry;

/// <summary>A registry, a model server and a consumer, whose processes send telemetry or do not.</summary>
internal sealed class ServingPath : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private ServingPath()
    {
    }

    public Server Consumer { get; private set; } = null!;

    /// <summary>Starts them.</summary>
    /// <param name="folder">Where files of theirs go.</param>
    /// <param name="environment">Variables of model server and consumer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServingPath> StartAsync(TemporaryFolder folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var path = new ServingPath();
        try
        {
            await path.StartPartsAsync(folder, environment, cancellationToken);
            return path;
        }
        catch
        {
            path.Dispose();
            throw;
        }
    }

    /// <summary>Writes the models that both paths serve.</summary>
    public static void WriteModels(TemporaryFolder folder)
    {
        var resnet = Path.Combine(folder.Path, "resnet");
        new ModelFolder(resnet, TimeProvider.System, TextWriter.Null).Write();
        folder.Write("models.config", $$"""
            model_config_list {
              config { name: "digits" base_path: "{{Path.Combine(Checkout.Root, "models", "digits")}}" model_platform: "tensorflow" }
              config { name: "resnet" base_path: "{{resnet}}" model_platform: "tensorflow" }
            }
            """);
        folder.Write("monitoring.config", """prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }""");
    }

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }
    }

    private async Task StartPartsAsync(TemporaryFolder folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder.Path, Path.GetRandomFileName())).FullName;
        var registry = Own(await Server.RegistryAsync(home, core: null, cancellationToken));
        var node = Own(await Server.ModelServerAsync(
            Path.Combine(folder.Path, "models.config"), Path.Combine(folder.Path, "monitoring.config"), "resnet", Named(environment, "node-1"), cancellationToken));

        // Of the two versions of digits a model server takes up the latest.
        Own(await Registration.RunAsync(registry.Address, [node.Address.Port], [("digits", 2), ("resnet", 1)], cancellationToken));
        Consumer = Own(await Server.ConsumerAsync(registry.Address, "resnet", Named(environment, "consumer-api"), cancellationToken));
    }

    private static Dictionary<string, string> Named(IReadOnlyDictionary<string, string> environment, string name) => new(environment) { ["OTEL_SERVICE_NAME"] = name };

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }
}
