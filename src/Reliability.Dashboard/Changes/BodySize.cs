using Microsoft.AspNetCore.Http.Metadata;

namespace Reliability.Dashboard.Internal;

/// <summary>Limits what a form sends to 16 KiB.</summary>
internal sealed class BodySize : IRequestSizeLimitMetadata
{
    public const long Max = 16 * 1024;

    public static readonly BodySize Instance = new();

    public long? MaxRequestBodySize => Max;
}
