using Rollcall.Tests;

namespace Aspire.Hosting.Kubernetes.Tests;

/// <summary>Each rule of the linter is one that can be broken.</summary>
public sealed class ChartLintTests
{
    [Theory]
    [InlineData("Chart.yaml", "apiVersion: \"v2\"", "apiVersion: \"v1\"", "apiVersion is not v2")]
    [InlineData("Chart.yaml", "name: \"cluster\"", "name: \"Cluster\"", "no name of lower-case letters")]
    [InlineData("Chart.yaml", "version: \"0.1.0\"\n", "", "no version of three numbers")]
    [InlineData("values.yaml", "pass: \"\"", "pass: \"x\"", "the secret pass has a value")]
    [InlineData("values.yaml", "parameters:\n  node_1_image: \"node-1:latest\"\n", "", ".Values.parameters.node_1_image is not in values.yaml")]
    [InlineData("secrets.yaml", "pass: ", "other: ", "secrets.pass is not set")]
    [InlineData(".helmignore", "/secrets.yaml", "secrets.yaml", "templates/node-1/secrets.yaml: left out by .helmignore")]
    [InlineData("templates/node-1/deployment.yaml", "node_1_image", "node-1_image", "bad character '-'")]
    [InlineData("templates/node-1/deployment.yaml", "name: \"node-1-deployment\"", "name: \"Node\"", "Node is no name of an object")]
    [InlineData("templates/node-1/deployment.yaml", "node-1-config", "config", "there is no config for its variables")]
    [InlineData("templates/node-1/deployment.yaml", "name: \"grpc\"", "name: \"grpc_and_much_more\"", "no name of a port")]
    [InlineData("templates/node-1/deployment.yaml", "\"{{ .Values.parameters.node_1_image }}\"", "\"\"", "no image")]
    [InlineData("templates/node-1/deployment.yaml", "matchLabels:\n      \"app.kubernetes.io/name\": \"cluster\"", "matchLabels:\n      \"app.kubernetes.io/name\": \"x\"", "its pods lack labels")]
    [InlineData("templates/node-1/config.yaml", " | quote", "", "FLAG is no text between quotes")]
    [InlineData("templates/node-1/service.yaml", "targetPort: 8500", "targetPort: 8502", "no container has port 8502")]
    [InlineData("templates/node-1/service.yaml", "selector:\n    \"app.kubernetes.io/name\": \"cluster\"", "selector:\n    \"app.kubernetes.io/name\": \"x\"", "it selects the pods of 0 deployments")]
    public async Task Broken_chart_is_noticed(string file, string text, string broken, string violation)
    {
        using var chart = new Chart();
        chart.Builder.AddDockerfile("node-1", ".").WithEndpoint(targetPort: 8501, name: "rest").WithEndpoint(targetPort: 8500, name: "grpc")
            .WithEnvironment("FLAG", "true").WithEnvironment("PASS", chart.Builder.AddParameter("pass", new ApplicationModel.GenerateParameterDefault { Special = false }, secret: true));
        await chart.PublishAsync();
        ChartLint.Violations(chart.Folder).ShouldBeEmpty();

        chart.Read(file.Split('/')).ShouldContain(text);
        File.WriteAllText(chart.At(file.Split('/')), chart.Read(file.Split('/')).Replace(text, broken, StringComparison.Ordinal));

        ChartLint.Violations(chart.Folder).ShouldContain(line => line.Contains(violation, StringComparison.Ordinal));
    }
}
