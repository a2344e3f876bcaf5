using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Slos;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// What happened to the service of a page: deployments, incidents, experiments, and what applications add. It is read once, every chart
/// over time of the page marks what lies in its range with the same label, and one list names all of it.
/// </summary>
internal static class PageMarkers
{
    /// <summary>The most that a page marks; the latest of each kind are kept.</summary>
    public const int MaxCount = 20;

    /// <summary>The id of the list.</summary>
    public const string ListId = "markers";

    /// <summary>The most characters of a text. Titles are shorter.</summary>
    private const int MaxText = 300;

    /// <summary>Reads what happened in a range, the earliest first.</summary>
    public static ValueTask<IReadOnlyList<MarkerRow>> ReadAsync(
        IServiceProvider services,
        string setup,
        string service,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken) =>
        ReadAsync(services.GetKeyedServices<IMarkerSource>(setup), service, from, to, cancellationToken);

    /// <summary>
    /// Returns the sources that charts mark: all but changes of the configuration, of which the ledger of an objective has those of its
    /// budget.
    /// </summary>
    public static IEnumerable<IMarkerSource> Marking(IEnumerable<IMarkerSource> sources) =>
        sources.Where(one => one is not ConfigurationMarkers);

    /// <summary>Reads what sources know of a range, the earliest first.</summary>
    public static async ValueTask<IReadOnlyList<MarkerRow>> ReadAsync(
        IEnumerable<IMarkerSource> sources,
        string service,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken)
    {
        if (to <= from)
        {
            return [];
        }

        List<Marker> found = [];
        foreach (IMarkerSource source in Marking(sources))
        {
            found.AddRange(await source.GetMarkersAsync(service, new TimeRange(from, to), cancellationToken).ConfigureAwait(false));
        }

        return Latest(found.Where(one => one.At >= from && one.At < to).Select(Row));
    }

    /// <summary>
    /// Returns the latest rows, the earliest first. Each kind has the same number of places, and those that it does not need are those of
    /// the others: the deployments of a day leave no incident out.
    /// </summary>
    public static IReadOnlyList<MarkerRow> Latest(IEnumerable<MarkerRow> rows) =>
    [
        .. rows.GroupBy(one => one.Kind, StringComparer.Ordinal)
            .SelectMany(kind => InOrder(kind).Reverse().Select((row, place) => (Row: row, Place: place)))
            .OrderBy(one => one.Place)
            .ThenByDescending(one => one.Row.At)
            .Take(MaxCount)
            .Select(one => one.Row)
            .OrderBy(one => one.At)
            .ThenBy(one => one.Text, StringComparer.Ordinal),
    ];

    /// <summary>Returns the markers of a chart of the page. A chart leaves out those that lie outside of its range.</summary>
    /// <param name="rows">What happened.</param>
    /// <param name="pointer">Where it stands in the twin.</param>
    public static IReadOnlyList<TimeMarker> On(IReadOnlyList<MarkerRow> rows, string pointer = "/" + ListId) =>
    [
        .. rows.Select((one, i) => new TimeMarker
        {
            At = one.At,
            Kind = one.MarkerKind,
            Label = one.Text,
            Number = i + 1,
            Pointer = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}/at"),
        }),
    ];

    /// <summary>Writes the list that names what the charts of the page mark, if there is anything.</summary>
    public static void WriteList(HtmlWriter html, PageContext page, IReadOnlyList<MarkerRow> rows)
    {
        if (rows.Count > 0)
        {
            html.Open("section", "card").Attribute("id", ListId).Element("h2", "What happened");
            WriteItems(html, page, On(rows));
            html.Close();
        }
    }

    /// <summary>Writes the items of the list.</summary>
    public static void WriteItems(HtmlWriter html, PageContext page, IReadOnlyList<TimeMarker> markers)
    {
        html.Open("ul", "chart-markers");
        foreach (TimeMarker marker in markers)
        {
            MarkerMarks.Item(html, MarkerMarks.Label(marker.Number!.Value), marker, page.Zone);
        }

        html.Close();
        if (markers.Count == MaxCount)
        {
            html.Element("p", string.Create(CultureInfo.InvariantCulture, $"The last {MaxCount}, of all kinds."), "note");
        }
    }

    private static IEnumerable<MarkerRow> InOrder(IEnumerable<MarkerRow> rows) =>
        rows.OrderBy(one => one.At).ThenBy(one => one.Text, StringComparer.Ordinal);

    private static MarkerRow Row(Marker one) => new()
    {
        At = one.At,
        Kind = one.Kind,
        Text = ChartFrame.Shorten(string.IsNullOrWhiteSpace(one.Text) ? "no text" : one.Text, MaxText),
    };
}
