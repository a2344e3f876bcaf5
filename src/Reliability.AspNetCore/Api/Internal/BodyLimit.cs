using Microsoft.AspNetCore.Http.Metadata;

namespace Reliability.AspNetCore.Internal;

/// <summary>Limits a request body to 16 KiB.</summary>
internal sealed class BodyLimit : IRequestSizeLimitMetadata
{
    public static readonly BodyLimit Instance = new();

    public long? MaxRequestBodySize => 16 * 1024;
}
