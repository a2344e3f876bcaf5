using Microsoft.AspNetCore.Http.Metadata;

namespace Reliability.AspNetCore.Internal;

/// <summary>Limits a request body.</summary>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    /// <summary>16 KiB, for requests of short texts.</summary>
    public static readonly BodyLimit Instance = new(16 * 1024);

    /// <summary>512 KiB, for requests with a description, whatever its characters.</summary>
    public static readonly BodyLimit OfDescription = new(512 * 1024);

    public long? MaxRequestBodySize => bytes;
}
