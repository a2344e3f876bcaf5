using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// The style, the script and the icon of the pages. Their address holds a hash of their content, so that a browser keeps them for ever and
/// an update of the package is seen at once; they are compressed once.
/// </summary>
internal sealed class AssetSet
{
    private readonly Dictionary<string, Asset> _assets;

    private AssetSet(params IEnumerable<Asset> assets)
    {
        _assets = assets.ToDictionary(one => one.Name, StringComparer.Ordinal);
        byte[] all = [.. _assets.Values.SelectMany(one => one.Plain)];
        Version = Convert.ToHexStringLower(SHA256.HashData(all).AsSpan(0, 4));
    }

    /// <summary>Gets the assets of this package.</summary>
    public static AssetSet Default { get; } = new(
        Asset.Read("app.css", "text/css; charset=utf-8", "app.css", "charts.css"),
        Asset.Read("app.js", "text/javascript; charset=utf-8", "app.js"),
        Asset.Read("icon.svg", "image/svg+xml", "icon.svg"));

    /// <summary>Gets the folder of the assets: the hash of their content.</summary>
    public string Version { get; }

    public int SizeOf(string name) => _assets[name].Gzip.Length;

    /// <summary>Answers a request for an asset.</summary>
    public async Task WriteAsync(HttpContext http, string version, string name)
    {
        if (version != Version || !_assets.TryGetValue(name, out Asset? asset))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        bool isGzip = ResponseBody.AcceptsGzip(http);
        IHeaderDictionary headers = http.Response.Headers;
        headers.CacheControl = "private, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        http.Response.ContentType = asset.Type;
        await ResponseBody.SendAsync(http, isGzip ? asset.Gzip : asset.Plain, isGzip).ConfigureAwait(false);
    }

    private sealed record Asset(string Name, string Type, byte[] Plain, byte[] Gzip)
    {
        public static Asset Read(string name, string type, params IEnumerable<string> parts)
        {
            byte[] plain = [.. parts.SelectMany(Resource)];
            using var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                gzip.Write(plain);
            }

            return new Asset(name, type, plain, compressed.ToArray());
        }

        private static byte[] Resource(string name)
        {
            using Stream stream = typeof(AssetSet).Assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            return Encoding.UTF8.GetBytes(reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }
}
