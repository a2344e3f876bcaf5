using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Jobs.Internal;

/// <summary>
/// How often a service began to count leases again, format 1. The lease <c>epoch:{n}</c> says that the lease store knows of it.
/// </summary>
internal sealed record EpochRecord : IStoredDocument<EpochRecord>
{
    public const string Id = "leases";

    public static string Collection => "epochs";

    public static int Format => 1;

    public static JsonTypeInfo<EpochRecord> Json => JobsJson.Default.EpochRecord;

    public int V { get; init; } = Format;

    public required long Epoch { get; init; }
}
