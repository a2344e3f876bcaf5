using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Reliability.AspNetCore.Internal;

/// <summary>Limits a request body: to 16 KiB, unless an endpoint has a limit of its own.</summary>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public static readonly BodyLimit Instance = new(16 * 1024);

    /// <summary>For a description, whatever its characters.</summary>
    public static readonly BodyLimit OfDescription = new(512 * 1024);

    /// <summary>For a deployment with its commits.</summary>
    public static readonly BodyLimit Deployment = new(256 * 1024);

    /// <summary>For a postmortem, which is stored in a document of at most 1 MiB.</summary>
    public static readonly BodyLimit Postmortem = new(2 * 1024 * 1024);

    /// <summary>For a file of incidents or of technical debt.</summary>
    public static readonly BodyLimit Import = new(16 * 1024 * 1024);

    /// <summary>For a file of test results.</summary>
    public static readonly BodyLimit Tests = new(16 * 1024 * 1024);

    public long? MaxRequestBodySize => bytes;

    /// <summary>Returns the limit of the endpoint that answers a request.</summary>
    public static long Of(HttpContext http) =>
        (http.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() ?? Instance).MaxRequestBodySize!.Value;
}
