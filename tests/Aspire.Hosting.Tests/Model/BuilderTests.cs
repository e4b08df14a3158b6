using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class BuilderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("a_b")]
    [InlineData("ä")]
    [InlineData("a123456789a123456789a123456789a123456789a123456789a123456789a1234")]
    public void AddResource_bad_name_throws(string name) =>
        Should.Throw<ArgumentException>(() => Build.New().AddExecutable(name, "sh", "/"));

    [Theory]
    [InlineData("a")]
    [InlineData("A-1")]
    [InlineData("a123456789a123456789a123456789a123456789a123456789a123456789a123")]
    public void AddResource_good_name_is_kept(string name) =>
        Build.New().AddExecutable(name, "sh", "/").Resource.Name.ShouldBe(name);

    [Fact]
    public void AddResource_name_that_differs_in_case_only_throws()
    {
        var builder = Build.New();
        builder.AddExecutable("one", "sh", "/");
        Should.Throw<DistributedApplicationException>(() => builder.AddParameter("ONE", "x")).Message.ShouldContain("already exists");
    }

    [Fact]
    public void CreateResourceBuilder_by_name_finds_what_is_of_that_type()
    {
        var builder = Build.New();
        var one = builder.AddExecutable("one", "sh", "/");
        builder.CreateResourceBuilder<IResourceWithEndpoints>("ONE").Resource.ShouldBeSameAs(one.Resource);
        builder.TryCreateResourceBuilder<ProjectResource>("one", out _).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => builder.CreateResourceBuilder<ProjectResource>("one")).Message.ShouldContain("not assignable");
        Should.Throw<InvalidOperationException>(() => builder.CreateResourceBuilder<ProjectResource>("two")).Message.ShouldContain("was not found");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Builders_of_different_resources_have_a_common_type(bool container)
    {
        var builder = Build.New();
        IResourceBuilder<IResourceWithEndpoints> either = container ? builder.AddContainer("c", "image") : builder.AddExecutable("e", "sh", "/");
        either.WithHttpEndpoint(targetPort: 80).GetEndpoint("http").Exists.ShouldBeTrue();
    }

    [Theory]
    [InlineData(DistributedApplicationOperation.Run)]
    [InlineData(DistributedApplicationOperation.Run, "--operation", "run")]
    [InlineData(DistributedApplicationOperation.Publish, "--operation", "publish")]
    [InlineData(DistributedApplicationOperation.Publish, "--publisher", "manifest")]
    [InlineData(DistributedApplicationOperation.Run, "--publisher", "manifest", "--operation", "run")]
    public void ExecutionContext_follows_the_command_line(DistributedApplicationOperation expected, params string[] args)
    {
        var context = Build.New(args).ExecutionContext;
        context.Operation.ShouldBe(expected);
        context.PublisherName.ShouldBe("manifest");
    }

    [Fact]
    public void Operation_unknown_throws() =>
        Should.Throw<DistributedApplicationException>(() => Build.New("--operation", "dance")).Message.ShouldContain("'dance'");

    [Theory]
    [InlineData("redis", null, "redis", "latest", null)]
    [InlineData("tensorflow/serving:2.19.1", null, "tensorflow/serving", "2.19.1", null)]
    [InlineData("ghcr.io/o/i:1", "ghcr.io", "o/i", "1", null)]
    [InlineData("localhost:5000/i", "localhost:5000", "i", "latest", null)]
    [InlineData("i@sha256:abc", null, "i", null, "abc")]
    public void WithImage_takes_a_reference_apart(string image, string? registry, string name, string? tag, string? digest)
    {
        var annotation = Build.New().AddContainer("c", image).Resource.Annotations.OfType<ContainerImageAnnotation>().Single();
        (annotation.Registry, annotation.Image, annotation.Tag, annotation.SHA256).ShouldBe((registry, name, tag, digest));
    }

    [Fact]
    public void WithImage_two_tags_throws() =>
        Should.Throw<InvalidOperationException>(() => Build.New().AddContainer("c", "image").WithImage("image:1", "2")).Message.ShouldContain("Ambiguous tags");

    [Fact]
    public void WaitFor_itself_or_its_parent_throws()
    {
        var builder = Build.New();
        var one = builder.AddExecutable("one", "sh", "/");
        var part = builder.AddResource(new Part("part", one.Resource));
        Should.Throw<DistributedApplicationException>(() => one.WaitFor(one)).Message.ShouldBe("The 'one' resource cannot wait for itself.");
        Should.Throw<DistributedApplicationException>(() => part.WaitFor(one)).Message.ShouldBe("The 'part' resource cannot wait for its parent 'one'.");
    }

    [Fact]
    public void WaitFor_child_waits_for_the_parent_too_and_is_a_relationship()
    {
        var builder = Build.New();
        var parent = builder.AddExecutable("parent", "sh", "/");
        var part = builder.AddResource(new Part("part", parent.Resource));
        var waiting = builder.AddExecutable("waiting", "sh", "/").WaitFor(part).Resource;
        waiting.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name).ShouldBe(["parent", "part"]);
        waiting.Annotations.OfType<ResourceRelationshipAnnotation>().ShouldHaveSingleItem().Type.ShouldBe("WaitFor");
    }

    private sealed class Part(string name, IResource parent) : Resource(name), IResourceWithParent, IResourceWithWaitSupport
    {
        public IResource Parent => parent;
    }
}
