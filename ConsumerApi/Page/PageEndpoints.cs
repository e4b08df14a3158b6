namespace ConsumerApi.Page;

/// <summary>Serves the web page at <c>/</c>.</summary>
internal static class PageEndpoints
{
    public static void MapPage(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "/", "index.html", "text/html; charset=utf-8");
        Map(endpoints, "/app.css", "app.css", "text/css; charset=utf-8");
        foreach (var script in (string[])["app.js", "pad.js", "routing.js", "samples.js"])
        {
            Map(endpoints, $"/{script}", script, "text/javascript; charset=utf-8");
        }

        Map(endpoints, "/favicon.svg", "favicon.svg", "image/svg+xml");
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, string file, string contentType)
    {
        var page = PageFile.Load(file, contentType);
        endpoints.MapGet(path, page.Answer).ExcludeFromDescription();
    }
}
