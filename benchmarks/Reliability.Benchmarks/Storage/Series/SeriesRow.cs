namespace Reliability.Benchmarks.Storage.Series;

/// <summary>A row of the report.</summary>
internal sealed record SeriesRow(string What, string Subject, string Peer, string Measured, double Value, double? Bound, string Unit)
{
    public bool IsMet => Bound is not { } bound || Value <= bound;

    /// <summary>A ratio of pairs.</summary>
    public static SeriesRow Of(string what, string unit, Pairs pairs, double bound) => new(
        what,
        Markdown.Text($"{pairs.Subject:0.00} {unit}"),
        Markdown.Text($"{pairs.Peer:0.00} {unit}"),
        pairs.Text,
        pairs.Ratio,
        bound,
        "");

    public string ToLine(string store) => Bound is { } bound
        ? Markdown.Text(
            $"| {store} | {What} | {Subject} | {Peer} | {Measured} | {bound}{(Unit.Length > 0 ? " " + Unit : "")} | "
                + $"{(IsMet ? "met" : "**BROKEN**")} |")
        : Markdown.Text($"| {store} | {What} | {Subject} | {Peer} | {Measured} | - | - |");
}
