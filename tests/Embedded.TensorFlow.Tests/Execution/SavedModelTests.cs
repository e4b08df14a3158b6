using Embedded.TensorFlow.Tests.Golden;

namespace Embedded.TensorFlow.Tests.Execution;

public sealed class SavedModelTests
{
    private static readonly string s_half = Path.Combine(RepositoryPaths.Data, "upstream", "half_plus_two_cpu", "00000123");
    private static readonly string s_digits = Path.Combine(RepositoryPaths.Root, "models", "digits", "1");

    [Fact]
    public void Run_of_an_unknown_signature_is_refused()
    {
        using var model = SavedModel.Load(s_half);

        var error = Should.Throw<TensorFlowException>(() => model.Run("nothing", Inputs("x")));
        error.Code.ShouldBe(StatusCode.FailedPrecondition);
        error.Message.ShouldBe("Serving signature key \"nothing\" not found.");
    }

    [Fact]
    public void Run_with_too_many_inputs_names_them()
    {
        using var model = SavedModel.Load(s_half);

        var error = Should.Throw<TensorFlowException>(() => model.Run("serving_default", Inputs("a", "b")));
        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldBe("input size does not match signature: 2!=1 len({a,b}) != len({x}). Sent extra: {a,b}. Missing but required: {x}.");
    }

    [Fact]
    public void Run_with_a_wrong_input_names_the_feed()
    {
        using var model = SavedModel.Load(s_half);

        var error = Should.Throw<TensorFlowException>(() => model.Run("serving_default", Inputs("z")));
        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldStartWith("Signature input alias: x(feed name: x:0) not found in request and no default value provided.");
    }

    [Fact]
    public void Run_with_another_type_says_which()
    {
        using var model = SavedModel.Load(s_half);

        var error = Should.Throw<TensorFlowException>(() => model.Run("serving_default", new Dictionary<string, Tensor> { ["x"] = Tensor.FromStrings([1], "a") }));
        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldBe("Expects arg[0] to be float but string is provided");
    }

    [Fact]
    public void Run_with_another_shape_names_the_node()
    {
        using var model = SavedModel.Load(s_digits);

        var error = Should.Throw<TensorFlowException>(() => model.Run("serving_default", new Dictionary<string, Tensor> { ["images"] = Tensor.Create(DataType.Float, 1, 8, 8, 3) }));
        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldContain("input depth must be evenly divisible by filter depth: 3 vs 1");
        error.Message.ShouldContain("[[{{node ");
    }

    [Fact]
    public void Run_with_a_filter_gives_only_those_outputs()
    {
        using var model = SavedModel.Load(s_digits);
        var inputs = new Dictionary<string, Tensor> { ["images"] = Tensor.Create(DataType.Float, 2, 8, 8, 1) };

        var all = model.Run("serving_default", inputs);
        var some = model.Run("serving_default", inputs, ["classes"]);

        some.Keys.ShouldBe(["classes"]);
        some["classes"].Data<long>().ToArray().ShouldBe(all["classes"].Data<long>().ToArray());
    }

    [Theory]
    [InlineData("other", "output tensor alias not found in signature: other Outputs expected to be in the set {classes,probabilities}.", "")]
    [InlineData("classes", "duplicate output tensor alias: classes", "classes")]
    public void Run_with_a_wrong_filter_is_refused(string first, string text, string second)
    {
        using var model = SavedModel.Load(s_digits);
        var inputs = new Dictionary<string, Tensor> { ["images"] = Tensor.Create(DataType.Float, 1, 8, 8, 1) };

        Should.Throw<TensorFlowException>(() => model.Run("serving_default", inputs, second.Length == 0 ? [first] : [first, second])).Message.ShouldBe(text);
    }

    [Fact]
    public void Run_outputs_stay_as_they_are_when_the_model_runs_again()
    {
        using var model = SavedModel.Load(s_digits);
        var blank = new Dictionary<string, Tensor> { ["images"] = Tensor.Create(DataType.Float, 1, 8, 8, 1) };
        var full = Tensor.Create(DataType.Float, 1, 8, 8, 1);
        full.Data<float>().Fill(16);

        var first = model.Run("serving_default", blank)["probabilities"];
        var copy = first.Data<float>().ToArray();
        model.Run("serving_default", new Dictionary<string, Tensor> { ["images"] = full });

        first.Data<float>().ToArray().ShouldBe(copy);
    }

    [Fact]
    public void Run_from_many_threads_with_changing_batches_gives_the_same_answers()
    {
        using var model = SavedModel.Load(s_digits);
        var random = new Random(2);
        var images = Enumerable.Range(1, 4).Select(n =>
        {
            var image = Tensor.Create(DataType.Float, n, 8, 8, 1);
            foreach (ref var pixel in image.Data<float>())
            {
                pixel = random.Next(17);
            }

            return new Dictionary<string, Tensor> { ["images"] = image };
        }).ToArray();
        var expected = images.Select(i => model.Run("serving_default", i)["probabilities"].Data<float>().ToArray()).ToArray();

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var answer = model.Run("serving_default", images[i % 4])["probabilities"].Data<float>().ToArray();
            answer.ShouldBe(expected[i % 4]);
        });
    }

    [Fact]
    public void Run_again_with_the_same_shape_allocates_little_but_the_outputs()
    {
        using var model = SavedModel.Load(s_digits, new SavedModelOptions { IntraOpParallelism = 1 });
        var inputs = new Dictionary<string, Tensor> { ["images"] = Tensor.Create(DataType.Float, 16, 8, 8, 1) };
        model.Run("serving_default", inputs);
        model.Run("serving_default", inputs);

        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Run("serving_default", inputs);

        // One layer of these images alone is 32 KB; outputs and the result dictionary stay under a quarter of that.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 * 1024);
    }

    [Fact]
    public void Run_that_is_cancelled_ends()
    {
        using var model = SavedModel.Load(s_digits);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() =>
            model.Run("serving_default", new Dictionary<string, Tensor> { ["images"] = Tensor.Create(DataType.Float, 1, 8, 8, 1) }, ct: source.Token));
    }

    [Fact]
    public async Task Dispose_lets_runs_in_progress_finish_and_refuses_others()
    {
        var model = SavedModel.Load(s_digits, new SavedModelOptions { IntraOpParallelism = 2 });
        var inputs = new Dictionary<string, Tensor> { ["images"] = Tensor.Create(DataType.Float, 64, 8, 8, 1) };
        var entered = new TaskCompletionSource();
        var running = Task.Run(() =>
        {
            var runs = 0;
            while (true)
            {
                try
                {
                    model.Run("serving_default", inputs)["classes"].ElementCount.ShouldBe(64);
                    runs++;
                    entered.TrySetResult();
                }
                catch (ObjectDisposedException)
                {
                    return runs;
                }
            }
        });

        await entered.Task;
        model.Dispose();

        (await running).ShouldBeGreaterThan(0);
        Should.Throw<ObjectDisposedException>(() => model.Run("serving_default", inputs));
    }

    [Fact]
    public void Run_of_updates_from_many_threads_loses_none()
    {
        using var model = SavedModel.Load(Path.Combine(RepositoryPaths.Data, "upstream", "counter", "00000123"));
        var none = new Dictionary<string, Tensor>();
        model.Run("reset_counter", none);

        Parallel.For(0, 100, _ => model.Run("incr_counter", none));

        model.Run("get_counter", none).Values.ShouldHaveSingleItem().Data<float>()[0].ShouldBe(100);
    }

    [Fact]
    public void Load_with_other_tags_picks_the_other_meta_graph()
    {
        var folder = Path.Combine(RepositoryPaths.Data, "two_metagraphs_tf1", "1");
        using var serving = SavedModel.Load(folder);
        using var training = SavedModel.Load(folder, new SavedModelOptions { Tags = ["train"] });

        // Dropout is active in the training graph only: about half of the inputs count, doubled.
        var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor.From([1, 3], 1f, 1f, 1f) };
        Answers(serving, inputs).Distinct().Count().ShouldBe(1);
        Answers(training, inputs).Distinct().Count().ShouldBeGreaterThan(1);
    }

    private static List<float> Answers(SavedModel model, Dictionary<string, Tensor> inputs) =>
        Enumerable.Range(0, 20).Select(_ => model.Run("serving_default", inputs).Values.Single().Data<float>()[0]).ToList();

    private static Dictionary<string, Tensor> Inputs(params string[] names) => names.ToDictionary(n => n, _ => Tensor.From([1], 1f));
}
