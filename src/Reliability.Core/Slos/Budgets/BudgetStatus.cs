using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Slos;

/// <summary>
/// The status of an error budget at one point in time. An undefined number is <see langword="null"/>, and <see cref="Reason"/> states why;
/// no number is NaN or infinite.
/// </summary>
/// <remarks>
/// allowed = (1 - target) · total; consumed = bad / allowed; remaining = 1 - consumed; burn rate = (bad / total) / (1 - target). The unit
/// of the counts is an event, or a time slice if the objective counts slices. A scored event can be partly good, so counts are not always
/// whole numbers. Source: Google, Site Reliability Engineering, chapters 3 and 4, and The Site Reliability Workbook, chapter 2.
/// </remarks>
public sealed record BudgetStatus
{
    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the service of the objective.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the point in time of this status.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// Gets the window. For a calendar window, this is the whole period, of which the time until <see cref="AsOf"/> is counted.
    /// </summary>
    public required TimeRange Window { get; init; }

    /// <summary>Gets the target in percent, such as 99.9.</summary>
    public required decimal Target { get; init; }

    /// <summary>Gets the state of the budget.</summary>
    public required BudgetState State { get; init; }

    /// <summary>Gets the reason for the state, or <see langword="null"/> if the numbers explain it.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the number of units that were counted.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets the number of good units.</summary>
    public required decimal Good { get; init; }

    /// <summary>Gets the number of bad units: total - good.</summary>
    public decimal Bad => Total - Good;

    /// <summary>Gets a value indicating whether events were counted, and not only slices without any.</summary>
    internal bool HasEvents { get; init; } = true;

    /// <summary>Gets the number of units that may be bad, given <see cref="Total"/>.</summary>
    public required decimal Allowed { get; init; }

    /// <summary>Gets the number of units that may still turn bad: allowed - bad. It is negative if the budget is overspent.</summary>
    public decimal RemainingUnits => Allowed - Bad;

    /// <summary>
    /// Gets the service level indicator: the share of good units, 0 to 1, or <see langword="null"/> if there are no units.
    /// </summary>
    public decimal? Sli { get; init; }

    /// <summary>
    /// Gets the best score, such as 5, if the objective measures scores, or <see langword="null"/>. The mean score is
    /// <see cref="Sli"/> · <see cref="ScoreScale"/>.
    /// </summary>
    public decimal? ScoreScale { get; init; }

    /// <summary>
    /// Gets the share of the budget that is consumed. It is above 1 if the budget is overspent, and <see langword="null"/> if it is
    /// undefined.
    /// </summary>
    public decimal? Consumed { get; init; }

    /// <summary>Gets the share of the budget that remains: 1 - consumed. It is negative if the budget is overspent.</summary>
    public decimal? Remaining => 1 - Consumed;

    /// <summary>
    /// Gets the burn rate over the window: the error ratio divided by the share that may be bad. A rate of 1 consumes exactly the budget.
    /// It is <see langword="null"/> if it is undefined: without traffic, and for zero tolerance.
    /// </summary>
    public decimal? BurnRate { get; init; }

    /// <summary>
    /// Gets a value indicating whether the objective is met: the share of good units reaches the target, or no more units are bad than
    /// allowed. It is <see langword="null"/> if there are no units.
    /// </summary>
    public bool? IsMet => Sli is { } sli ? sli * 100 >= Target || Bad <= Allowed : null;

    /// <summary>Gets the share of the elapsed window that was measured, 0 to 1, in buckets (events) or slices.</summary>
    public required decimal Coverage { get; init; }

    /// <summary>Gets the start of the newest bucket with data, or <see langword="null"/> if there is none.</summary>
    public DateTimeOffset? LastObserved { get; init; }

    /// <summary>
    /// Gets the state of the sources of the objective's events in this process. The list is empty if the status is one of the past, or was
    /// computed without a recorder.
    /// </summary>
    public IReadOnlyList<FeedStatus> Feeds { get; init; } = [];

    /// <summary>
    /// Gets the feeds that should have appeared: those that are declared, and if no process has measured anything, also the code that would
    /// have to record.
    /// </summary>
    internal IEnumerable<FeedStatus> MissingFeeds => Feeds.Where(feed => feed.State == FeedState.NeverHeard
        && (feed.Kind != FeedKinds.Code || this is { State: BudgetState.NoData, LastObserved: null }));

    /// <summary>
    /// Gets the changes by the ledger (adjustments, excluded time, a reset), or <see langword="null"/> if there are none.
    /// </summary>
    public LedgerEffect? Ledger { get; init; }

    /// <summary>
    /// Gets the budget of the whole calendar period at the current pace, or <see langword="null"/> if the window is not a calendar window,
    /// the period started less than a minute ago, there are no units, or the target allows no bad units.
    /// </summary>
    public BudgetProjection? Projected { get; init; }

    /// <summary>Gets the figures in words: the mean of a score and its target, otherwise the bad units and how many may be bad.</summary>
    internal string Figures => this switch
    {
        { ScoreScale: { } scale, Sli: { } sli } => Check.Text(
            $"mean {sli * scale:0.####} of {scale:0.####} over {Total:0} scores where {Target / 100 * scale:0.####} is the target"),
        { Target: 100 } => Check.Text($"{Bad:0.##} bad of {Total:0}, and {Allowed:0.##} are allowed"),
        _ => Check.Text($"{Bad:0.##} bad of {Total:0}, and the target of {Target:0.####} % allows {Allowed:0.##}"),
    };
}
