using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Jobs.Internal;

/// <summary>What a live process declares, in one or more parts, format 1. The lease <c>process:{id}</c> says that it is alive.</summary>
internal sealed record ProcessRecord : IStoredDocument<ProcessRecord>
{
    /// <summary>Parts stay well below the size of a document.</summary>
    public const int MaxDefinitions = 2000;

    public static string Collection => "processes";

    public static int Format => 1;

    public static JsonTypeInfo<ProcessRecord> Json => JobsJson.Default.ProcessRecord;

    public int V { get; init; } = Format;

    public required string Process { get; init; }

    public required string Host { get; init; }

    /// <summary>How many parts there are.</summary>
    public required int Parts { get; init; }

    /// <summary>How long the process keeps series; null when it does not say.</summary>
    public KeptRecord? Kept { get; init; }

    /// <summary>The kinds of which the process does subjects that have no definition; null for none.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    public required IReadOnlyList<DeclaredDefinition> Definitions { get; init; }

    public static string IdOf(string process, int part) => Common.Internal.StoreName.Join(part == 0 ? "" : $"{part}:", process);
}
