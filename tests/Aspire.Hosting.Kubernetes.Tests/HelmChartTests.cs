using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Resources;
using Rollcall.Tests;

namespace Aspire.Hosting.Kubernetes.Tests;

/// <summary>What each kind of resource is in a chart.</summary>
public sealed class HelmChartTests
{
    [Fact]
    public async Task Container_with_everything()
    {
        using var chart = new Chart("--Parameters:given=x");
        var secret = chart.Builder.AddParameter("pass-word", new GenerateParameterDefault { MinLength = 12, Special = false }, secret: true);
        var cache = chart.Builder.AddContainer("cache", "redis", "7").WithEndpoint(targetPort: 6379, name: "tcp");
        chart.Builder.AddContainer("my-app", "ghcr.io/o/app:1")
            .WithEntrypoint("/bin/run")
            .WithArgs("--cache", cache.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort))
            .WithEnvironment("FLAG", "true")
            .WithEnvironment("COST", "5% \"{{net}}\"")
            .WithEnvironment("GIVEN", $"100% <{chart.Builder.AddParameter("given")}>")
            .WithEnvironment("URL", $"tcp://u:{secret}@{cache.GetEndpoint("tcp").Property(EndpointProperty.Host)}")
            .WithHttpEndpoint(targetPort: 80)
            .PublishAsKubernetesService(resource => ((Deployment)resource.Workload!).Spec.Replicas = 2);

        await chart.PublishAsync();

        ChartLint.Violations(chart.Folder).ShouldBeEmpty();
        chart.Read("values.yaml").ShouldBe("""
            parameters:
              given: "x"
            config:
              my_app:
                FLAG: "true"
                COST: "5% \"{{net}}\""
            secrets:
              pass_word: ""

            """);
        Data(chart, "templates/my-app/config.yaml").ShouldBe("""
              FLAG: {{ .Values.config.my_app.FLAG | quote }}
              COST: {{ .Values.config.my_app.COST | quote }}
              GIVEN: {{ printf "100%% <%s>" .Values.parameters.given | quote }}

            """);
        Data(chart, "templates/my-app/secrets.yaml").ShouldBe("""
              URL: {{ printf "tcp://u:%s@cache-service" (required "secrets.pass_word is not set: give Helm the file secrets.yaml" .Values.secrets.pass_word) | quote }}

            """);
        chart.Read("templates/my-app/deployment.yaml").ShouldContain("""
                  containers:
                    - name: "my-app"
                      image: "ghcr.io/o/app:1"
                      imagePullPolicy: "IfNotPresent"
                      command:
                        - "/bin/run"
                      args:
                        - "--cache"
                        - "cache-service:6379"
                      envFrom:
                        - configMapRef:
                            name: "my-app-config"
                        - secretRef:
                            name: "my-app-secrets"
                      ports:
                        - name: "http"
                          containerPort: 80
                          protocol: "TCP"
            """);
        chart.Read("templates/my-app/deployment.yaml").ShouldContain("\n  replicas: 2\n");
        Directory.EnumerateFiles(chart.At("templates", "cache")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["deployment.yaml", "service.yaml"]);
    }

    [Fact]
    public async Task Secrets_are_beside_the_chart_for_its_owner_and_kept()
    {
        using var chart = new Chart("--Parameters:given=configured");
        chart.Builder.AddContainer("c", "image").WithEnvironment("A", chart.Builder.AddParameter("given", secret: true)).WithEnvironment("B", chart.Builder.AddParameter("absent", secret: true));
        File.WriteAllText(chart.At("secrets.yaml"), "secrets:\n  given: by hand\n");

        await chart.PublishAsync();

        chart.Read("secrets.yaml").ShouldBe("secrets:\n  absent: \"\"\n  given: by hand\n");
        chart.Read(".helmignore").ShouldBe("/secrets.yaml\n/.env\n/docker-compose.yaml\n");
        ChartLint.Violations(chart.Folder).ShouldContain("templates/c/secrets.yaml: secrets.absent is not set: give Helm the file secrets.yaml");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(chart.At("secrets.yaml")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("'it''s'")]
    [InlineData("\"a \\\"quoted\\\" one\"")]
    [InlineData("plain # with a comment")]
    public async Task Secret_that_was_written_by_hand_stays_as_it_is_written(string value)
    {
        using var chart = new Chart("--Parameters:given=configured");
        chart.Builder.AddContainer("c", "image").WithEnvironment("A", chart.Builder.AddParameter("given", secret: true));
        File.WriteAllText(chart.At("secrets.yaml"), $"secrets:\n  given: {value}\n");

        await chart.PublishAsync();

        chart.Read("secrets.yaml").ShouldBe($"secrets:\n  given: {value}\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("''")]
    public async Task Secret_without_a_value_gets_one(string value)
    {
        using var chart = new Chart("--Parameters:given=configured");
        chart.Builder.AddContainer("c", "image").WithEnvironment("A", chart.Builder.AddParameter("given", secret: true));
        File.WriteAllText(chart.At("secrets.yaml"), $"secrets:\n  given: {value}\n");

        await chart.PublishAsync();

        chart.Read("secrets.yaml").ShouldBe("secrets:\n  given: \"configured\"\n");
    }

    [Fact]
    public async Task Chart_is_named_after_the_environment_unless_it_has_a_name()
    {
        using var unnamed = new Chart();
        unnamed.Builder.AddContainer("c", "image");
        await unnamed.PublishAsync();
        unnamed.Read("Chart.yaml").ShouldContain("name: \"cluster\"\nversion: \"0.1.0\"\n");

        using var chart = new Chart();
        chart.Builder.AddContainer("c", "image");
        chart.Builder.CreateResourceBuilder<KubernetesEnvironmentResource>("Cluster").WithHelm(helm => helm.WithChartName("shop").WithChartVersion("1.2.3").WithChartDescription("Sells"));
        await chart.PublishAsync();
        chart.Read("Chart.yaml").ShouldBe("""
            apiVersion: "v2"
            name: "shop"
            version: "1.2.3"
            appVersion: "1.2.3"
            description: "Sells"
            type: "application"

            """);
    }

    [Fact]
    public async Task What_cannot_be_published_is_said()
    {
        using var dashboard = new Chart();
        dashboard.Builder.CreateResourceBuilder<KubernetesEnvironmentResource>("Cluster").WithDashboard();
        (await Should.ThrowAsync<DistributedApplicationException>(dashboard.PublishAsync)).Message.ShouldContain("WithDashboard(false)");

        using var mount = new Chart();
        mount.Builder.AddContainer("c", "image").WithVolume("kept", "/kept");
        (await Should.ThrowAsync<DistributedApplicationException>(mount.PublishAsync)).Message.ShouldContain("no mounts");

        using var argument = new Chart();
        argument.Builder.AddContainer("c", "image").WithArgs(argument.Builder.AddParameter("p", secret: true));
        (await Should.ThrowAsync<DistributedApplicationException>(argument.PublishAsync)).Message.ShouldContain("use a variable");
    }

    [Fact]
    public void Nothing_is_added_to_an_application_that_runs()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true, ProjectDirectory = AppContext.BaseDirectory });
        builder.AddKubernetesEnvironment("cluster");

        builder.AddContainer("c", "image").PublishAsKubernetesService(_ => { }).Resource.Annotations.OfType<KubernetesServiceCustomizationAnnotation>().ShouldBeEmpty();
        builder.Resources.Select(resource => resource.Name).ShouldBe(["c"]);
    }

    private static string Data(Chart chart, string template) => chart.Read(template.Split('/')).Split("ata:\n")[^1];
}
