using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace Web.Hosting;

/// <summary>
/// The built client (a few MB), read once at start and served from memory: no request ever becomes a path of the file
/// system. Unknown pages answer index.html, because the client has a router of its own; unknown files are not found.
/// </summary>
public sealed class ClientFiles
{
    private const string Index = "/index.html";
    private const string HashedFolder = "/assets/";

    private readonly FrozenDictionary<string, ClientFile> _files;

    public ClientFiles(WebSettings settings) => _files = Read(settings.ClientFolder);

    /// <summary>Whether a client was built; without one only the API is served.</summary>
    public bool Any => _files.Count > 0;

    public async Task Serve(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var file = _files.GetValueOrDefault(path) ?? (Path.HasExtension(path) ? null : _files.GetValueOrDefault(Index));
        if (file is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var headers = context.Response.Headers;
        headers.CacheControl = file.CacheControl;
        headers.ETag = file.ETag;
        headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(file.ETag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (bytes, encoding) = file.For(context.Request.Headers.AcceptEncoding.ToString());
        headers.ContentEncoding = encoding;
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private static FrozenDictionary<string, ClientFile> Read(string folder)
    {
        var types = new FileExtensionContentTypeProvider { Mappings = { [".webmanifest"] = "application/manifest+json" } };
        var root = Path.GetFullPath(folder);
        return !Directory.Exists(root)
            ? FrozenDictionary<string, ClientFile>.Empty
            : Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Select(file => (File: file, Path: "/" + Path.GetRelativePath(root, file).Replace('\\', '/')))
                .Where(static file => !file.Path.Contains("/.", StringComparison.Ordinal))
                .ToFrozenDictionary(
                    static file => file.Path,
                    file => new ClientFile(TypeOf(types, file.Path), File.ReadAllBytes(file.File), file.Path.StartsWith(HashedFolder, StringComparison.Ordinal)),
                    StringComparer.Ordinal);
    }

    private static string TypeOf(FileExtensionContentTypeProvider types, string path)
    {
        var type = types.TryGetContentType(path, out var known) ? known : "application/octet-stream";
        return type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type;
    }
}
