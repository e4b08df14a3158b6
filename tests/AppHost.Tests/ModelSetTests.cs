using Rollcall.AppHost.Settings;
using Rollcall.AppHost.TensorFlowServing;

namespace Rollcall.AppHost.Tests;

public sealed class ModelSetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-models-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void In_takes_the_folders_that_have_a_version()
    {
        _folder.CreateSubdirectory("b/12");
        _folder.CreateSubdirectory("a/1");
        _folder.CreateSubdirectory("notes/drafts");
        _folder.CreateSubdirectory("tmp-2");

        ModelSet.In(_folder.FullName).Models.Select(model => (model.Name, model.Path)).ShouldBe([("a", Path.Combine(_folder.FullName, "a")), ("b", Path.Combine(_folder.FullName, "b"))]);
    }

    [Fact]
    public void In_without_any_model_says_what_a_model_is()
    {
        _folder.CreateSubdirectory("empty");

        Should.Throw<RunSettingsException>(() => ModelSet.In(_folder.FullName)).Message.ShouldContain("my_model/1/saved_model.pb");
    }

    [Fact]
    public void ToConfig_quotes_names_and_paths()
        => new ModelSet([new ModelFolder("a", "/m/\"x\\y\"")]).ToConfig()
            .ShouldBe("model_config_list {\n  config { name: \"a\" base_path: \"/m/\\\"x\\\\y\\\"\" model_platform: \"tensorflow\" }\n}\n");
}
