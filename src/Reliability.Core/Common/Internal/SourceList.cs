using System.Text.Json.Serialization.Metadata;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>The sources of the bad events of one series, by which a reader finds their series, format 1.</summary>
internal sealed record SourceList : IStoredDocument<SourceList>
{
    public static string Collection => "bad-event-sources";

    public static int Format => 1;

    public static JsonTypeInfo<SourceList> Json => SourceListJson.Default.SourceList;

    public int V { get; init; } = Format;

    public required IReadOnlyList<ListedSource> Sources { get; init; }

    /// <summary>Reads the list of a series.</summary>
    public static async ValueTask<SourceList?> FindAsync(IDocumentStore store, SeriesId series, CancellationToken cancellationToken) =>
        (await new DocumentSet<SourceList>(store, series.Service).GetAsync(series.Name, cancellationToken).ConfigureAwait(false))?.Value;
}
