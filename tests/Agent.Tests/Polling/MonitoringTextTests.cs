using System.Text;
using Agent.Polling;
using FsCheck;
using FsCheck.Fluent;

namespace Agent.Tests.Polling;

public sealed class MonitoringTextTests
{
    [Fact]
    public void Models_that_were_loaded_are_found_and_nothing_else() => Read("""
        # TYPE :tensorflow:cc:saved_model:load_attempt_count counter
        :tensorflow:cc:saved_model:load_attempt_count{model_path="/models/ResNet/1",status="success"} 1
        :tensorflow:cc:saved_model:load_attempt_count{model_path="/models/ResNet/2",status="success"} 1
        :tensorflow:cc:saved_model:load_attempt_count{model_path="/models/broken/1",status="fail"} 4
        :tensorflow:cc:saved_model:load_attempt_count{model_path="/models/never/1",status="success"} 0
        :tensorflow:cc:saved_model:load_attempt_count{status="success",model_path="s3://bucket/org/net/00000123/"} 2
        # TYPE :tensorflow:cc:saved_model:load_latency counter
        :tensorflow:cc:saved_model:load_latency{model_path="/models/slow/1"} 54321
        :tensorflow:serving:request_count{model_name="typo",status="NOT_FOUND"} 1
        """).ShouldBe(["ResNet", "net"]);

    [Fact]
    public void Escapes_in_a_path_are_resolved()
        => Read(""":tensorflow:cc:saved_model:load_attempt_count{model_path="/models/a \"b\\c/1",status="success"} 1""").ShouldBe([@"a ""b\c"]);

    [Theory]
    [InlineData("/models/resnet")]
    [InlineData("/models/resnet/latest")]
    [InlineData("/1")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("/")]
    public void A_path_without_model_and_version_is_passed_over(string path)
        => Read($$""":tensorflow:cc:saved_model:load_attempt_count{model_path="{{path}}",status="success"} 1""").ShouldBeEmpty();

    [Fact]
    public void Junk_does_not_hide_the_lines_around_it() => Read("""
        not a metric line {{{
        :tensorflow:cc:saved_model:load_attempt_count{model_path="/models/cut/1,status=
        :tensorflow:cc:saved_model:load_attempt_count{model_path
        x:tensorflow:cc:saved_model:load_attempt_count{model_path="/models/inside/1",status="success"} 1
        :tensorflow:cc:saved_model:load_attempt_count{model_path="/models/text/1",status="success"} many
        :tensorflow:cc:saved_model:load_attempt_count{model_path="/models/good/1",status="success"} 1
        """).ShouldContain("good");

    [Fact]
    public void Any_bytes_are_survived() => Prop.ForAll<byte[]>(bytes =>
    {
        var names = new ModelNames([]);
        names.Begin();
        MonitoringText.Read([.. ":tensorflow:cc:saved_model:load_attempt_count{"u8, .. bytes], names);
        names.End();
        return names.Count <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_cut_of_a_good_text_is_survived()
    {
        var text = Encoding.UTF8.GetBytes("""
            :tensorflow:cc:saved_model:load_attempt_count{model_path="/models/a/1",status="success"} 1
            :tensorflow:cc:saved_model:load_attempt_count{model_path="/models/b/1",status="success"} 1
            """);
        var line = text.AsSpan().IndexOf((byte)'\n');
        for (var length = 0; length <= text.Length; length++)
        {
            var names = new ModelNames([]);
            names.Begin();
            MonitoringText.Read(text.AsSpan(0, length), names);
            names.Count.ShouldBe(length < line ? 0 : length < text.Length ? 1 : 2, $"cut at {length}");
        }
    }

    [Fact]
    public void A_second_reading_of_the_same_text_allocates_nothing()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50).Select(i =>
            $":tensorflow:cc:saved_model:load_attempt_count{{model_path=\"/models/m{i}/1\",status=\"success\"}} 1\n")));
        var names = new ModelNames([]);
        Once();
        Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Once();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200); // The predicate of one RemoveAll.
        names.Count.ShouldBe(50);

        void Once()
        {
            names.Begin();
            MonitoringText.Read(text, names);
            names.End();
        }
    }

    [Fact]
    public void Names_that_a_restarted_server_does_not_report_are_forgotten_and_configured_ones_are_not()
    {
        var names = new ModelNames(["configured"]);
        See("a", "b");
        All(names).ShouldBe(["configured", "a", "b"]);
        See("b");
        All(names).ShouldBe(["configured", "b"]);
        See();
        All(names).ShouldBe(["configured"]);

        void See(params string[] seen)
        {
            names.Begin();
            foreach (var name in seen)
            {
                names.See(Encoding.UTF8.GetBytes(name));
            }

            names.End();
        }
    }

    private static List<string> All(ModelNames names) => [.. Enumerable.Range(0, names.Count).Select(i => names[i])];

    private static List<string> Read(string text)
    {
        var names = new ModelNames([]);
        names.Begin();
        MonitoringText.Read(Encoding.UTF8.GetBytes(text), names);
        names.End();
        return All(names);
    }
}
