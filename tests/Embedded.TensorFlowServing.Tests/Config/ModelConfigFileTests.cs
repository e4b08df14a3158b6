using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Config;

namespace Embedded.TensorFlowServing.Tests.Config;

public sealed class ModelConfigFileTests
{
    [Fact]
    public void Bind_reads_every_field()
    {
        var models = Bind("""
            # two models
            model_config_list {
              config { name: 'm' base_path: "/models/" 'm' model_platform: "tensorflow"
                model_version_policy { specific { versions: 42 versions: 43 } }
                version_labels { key: 'stable' value: 42 } }
              config: < name: "n", base_path: "/n"; model_version_policy { latest { num_versions: 0 } } >
              config { name: "a" base_path: "gs://bucket/a" model_version_policy { all {} } }
              config { name: "p" base_path: "/p" model_version_policy { specific { versions: [1, 2] } } }
            }
            """);

        models.Select(m => m.Name).ShouldBe(["m", "n", "a", "p"]);
        models[0].BasePath.ShouldBe("/models/m");
        models[0].Policy.ShouldBeOfType<VersionPolicy.Specific>().Versions.ShouldBe([42, 43]);
        models[0].Labels.ShouldBe(new Dictionary<string, long> { ["stable"] = 42 });
        models[1].Policy.ShouldBe(new VersionPolicy.Latest(1));
        models[2].Policy.ShouldBe(new VersionPolicy.All());
        models[3].Policy.ShouldBeOfType<VersionPolicy.Specific>().Versions.ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("model_config_list { config { nam: 'm' } }", "1:30: Message type \"tensorflow.serving.ModelConfig\" has no field named \"nam\".")]
    [InlineData("model_config_list {", "Expected \"}\".")]
    [InlineData("model_config_list { config { name: m } }", "Expected string, got: m")]
    [InlineData("model_config_list { config { name: 'm } }", "String literals cannot cross line boundaries.")]
    public void Bind_malformed_text_is_refused_with_its_place(string text, string message) =>
        Should.Throw<TextProtoException>(() => Bind(text)).Message.ShouldContain(message);

    [Theory]
    [InlineData("config { name: 'm' base_path: 'relative' }", "absolute path")]
    [InlineData("config { name: 'm' base_path: '/a' } config { name: 'm' base_path: '/b' }", "multiple times")]
    [InlineData("config { name: 'm' base_path: '/a' model_platform: 'pytorch' }", "unknown platform")]
    [InlineData("config { name: 'm' base_path: '/a' model_platform: 'tensorflow' model_type: TENSORFLOW }", "Illegal setting both")]
    public void Bind_wrong_models_are_refused(string configs, string message)
    {
        var error = Should.Throw<TensorFlowException>(() => Bind($"model_config_list {{ {configs} }}"));
        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void Monitoring_path_has_a_default_and_off_is_off()
    {
        MonitoringConfig.Bind(TextProtoReader.Parse("prometheus_config { enable: true }")).Path.ShouldBe("/monitoring/prometheus/metrics");
        MonitoringConfig.Bind(TextProtoReader.Parse("prometheus_config { enable: true path: '/m' }")).Path.ShouldBe("/m");
        MonitoringConfig.Bind(TextProtoReader.Parse("prometheus_config { path: '/m' }")).Path.ShouldBeNull();
    }

    private static IReadOnlyList<ModelConfig> Bind(string text) => ModelConfigFile.Bind(TextProtoReader.Parse(text));
}
