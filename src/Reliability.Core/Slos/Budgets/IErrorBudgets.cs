using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Reports the status of the objectives of an application from the data in its store.</summary>
public interface IErrorBudgets
{
    /// <summary>Gets the objectives, in the order of their declaration.</summary>
    IReadOnlyList<SloDefinition> Objectives { get; }

    /// <summary>Returns the objectives of a service.</summary>
    /// <param name="service">The service.</param>
    /// <exception cref="KeyNotFoundException">
    /// No objective belongs to this service. A misspelled name is therefore an error and never an empty list.
    /// </exception>
    IReadOnlyList<SloDefinition> GetObjectives(string service);

    /// <summary>
    /// Returns the current status of the budget of an objective. This is one read, whose size depends on the window and not on the traffic.
    /// </summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<BudgetStatus> GetStatusAsync(string slo, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the current statuses of the budgets of objectives. The number of round trips to the store hardly depends on their number.
    /// </summary>
    /// <param name="slos">The names of the objectives; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The statuses in the order of the names.</returns>
    /// <exception cref="KeyNotFoundException">No objective has one of the names.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesByNameAsync(
        IReadOnlyList<string> slos, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the current status of the budgets of all objectives, or of those of one service, in the order of their declaration.
    /// </summary>
    /// <param name="service">The service, or <see langword="null"/> for all services.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesAsync(string? service = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the status of a budget at a time in the past, with the ledger as it was known at the same or another time. This reproduces
    /// what was reported at that time, or applies what is known now.
    /// </summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="at">The time, at most 366 days ago. The measurements are those that the store has now.</param>
    /// <param name="knownAt">
    /// Entries of the ledger that were recorded after this time are ignored. The default is <paramref name="at"/>.
    /// <see cref="DateTimeOffset.MinValue"/> ignores the whole ledger.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is outside its range.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<BudgetStatus> ReplayAsync(
        string slo,
        DateTimeOffset at,
        DateTimeOffset? knownAt = null,
        CancellationToken cancellationToken = default);

    /// <summary>Returns the current budget, burn rates, alerts and forecast of an objective.</summary>
    /// <inheritdoc cref="GetStatusAsync"/>
    ValueTask<SloReport> GetReportAsync(string slo, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the current budget, burn rates, alerts and forecast of all objectives, or of those of one service. This reads more data than
    /// <see cref="GetStatusesAsync"/>.
    /// </summary>
    /// <inheritdoc cref="GetStatusesAsync"/>
    ValueTask<IReadOnlyList<SloReport>> GetReportsAsync(string? service = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the current reading of every alert rule of an objective. This reads only the windows of the rules, not the window of the
    /// budget.
    /// </summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertReading>> GetAlertReadingsAsync(string slo, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the current reading of every alert rule of objectives. The number of round trips to the store hardly depends on their
    /// number.
    /// </summary>
    /// <param name="slos">The names of the objectives; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The readings of each objective, in the order of the names.</returns>
    /// <exception cref="KeyNotFoundException">No objective has one of the names.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<IReadOnlyList<AlertReading>>> GetAlertReadingsByNameAsync(
        IReadOnlyList<string> slos, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the times at which each alert rule of an objective would have fired and cleared, replayed minute by minute from the minutes
    /// that the store keeps.
    /// </summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="range">The range of time. Episodes that overlap it are returned.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The episodes, and how far back each rule could be replayed.</returns>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<AlertReplay> ReplayAlertsAsync(string slo, TimeRange range, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns what each hour, day or month counted for the budgets of objectives, with the ledger as it is known now. The number of round
    /// trips to the store hardly depends on the number of objectives.
    /// </summary>
    /// <param name="slos">The names of the objectives; an empty list is allowed.</param>
    /// <param name="historyStep">The length of the periods.</param>
    /// <param name="range">
    /// The range of time: at most 366 days, and at most 35 days in hours. Every period that overlaps it is returned if it has started. The
    /// sums of the periods of a window are those of its <see cref="BudgetStatus"/> if the window starts with a period.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The histories in the order of the names.</returns>
    /// <remarks>
    /// <para>An adjustment counts in the period of its time. What that period cannot give is taken from the next ones, then from the
    /// previous ones. A returned share of the budget counts only if it is a share of the present window. A reset applies to the present
    /// window; earlier windows remain as they were measured.</para>
    /// <para>Time slices shorter than an hour are counted from minutes, so their history reaches back as far as minutes are kept.
    /// Unmeasured slices count from the first slice of the range that was measured.</para>
    /// </remarks>
    /// <exception cref="KeyNotFoundException">No objective has one of the names.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="range"/> ends before it starts or is too long, or <paramref name="historyStep"/> is not a step.
    /// </exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<BudgetHistory>> GetHistoriesAsync(
        IReadOnlyList<string> slos, HistoryStep historyStep, TimeRange range, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns how the burn rates of both windows of each burn-rate rule of an objective developed, from the minutes that the store keeps.
    /// </summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="range">The range of time, at most 366 days. It is evaluated up to the current time.</param>
    /// <param name="maxPoints">
    /// The maximum number of points of each rule, 1 to 400. They are equally spaced, and the last is the end.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="range"/> ends before it starts or is too long, or <paramref name="maxPoints"/> is out of range.
    /// </exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<BurnHistory> GetBurnHistoryAsync(
        string slo, TimeRange range, int maxPoints, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns where the bad events of an objective come from: the requests that <c>Reliability.AspNetCore</c> measures, and what code
    /// records with <see cref="Recording.ReliabilityRecorder.BadEvents"/>. Other feeds record no sources. These are two reads.
    /// </summary>
    /// <remarks>The events are those that were measured. The ledger excludes and adjusts none of them.</remarks>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="range">
    /// The range of time, at most 366 days. It is read by minutes if it is at most a day long and its minutes are kept, and otherwise by
    /// hours: what overlaps it at its ends counts as a whole.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="range"/> ends before it starts or is too long.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<BadEventSources> GetBadEventSourcesAsync(string slo, TimeRange range, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns what ranges of time, such as those of incidents, burnt of budgets: for each objective the difference between its bad units
    /// with and without the minutes of all the ranges. A minute in several of them counts once, and one that the ledger excludes does not
    /// count.
    /// </summary>
    /// <param name="slos">The names of the objectives; an empty list is allowed.</param>
    /// <param name="ranges">The ranges, of the last 366 days and in any order. A minute that is partly in one counts as a whole.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What was burnt, in the order of the names.</returns>
    /// <exception cref="KeyNotFoundException">No objective has one of the names.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range ends before it starts, or starts too early.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<BurntBudget>> GetBurntBudgetsAsync(
        IReadOnlyList<string> slos, IReadOnlyList<TimeRange> ranges, CancellationToken cancellationToken = default);

    /// <summary>
    /// Estimates when the burn began that an alert saw: the minute from which on the bad events exceed those that the rule tolerates by the
    /// most, within the longest window of the rule.
    /// </summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="rule">The name of the rule. For one that the objective does not have, the last 6 hours are searched.</param>
    /// <param name="firedAt">The time at which the alert fired.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The minute, or <see langword="null"/> if the store has no bad event of that time.</returns>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<DateTimeOffset?> EstimateBurnStartAsync(
        string slo, string rule, DateTimeOffset firedAt, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns these budgets as they were at a time in the past, with the ledger as it was known then, the objectives as they are declared
    /// now, and the measurements that the store still has. Its methods answer as if that time were now; feeds, which only the present
    /// process knows, are left out.
    /// </summary>
    /// <remarks>
    /// Nothing that happened later counts, except in the minute of that time and, if its minutes are no longer kept, in its hour. Burn
    /// rates and alerts need the minutes of their whole windows and are undefined where some are gone.
    /// </remarks>
    /// <param name="at">The time, at most 366 days ago.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is outside its range.</exception>
    IErrorBudgets AsOf(DateTimeOffset at);

    /// <summary>
    /// Returns these budgets as they would be if an entry stood in their ledger. Nothing is written. An entry that the ledger already has
    /// counts once.
    /// </summary>
    /// <param name="entry">The entry, such as one that <see cref="IBudgetLedger.Plan(BudgetAdjustment)"/> returned.</param>
    /// <exception cref="InvalidOperationException">These budgets have no ledger.</exception>
    IErrorBudgets Assuming(LedgerEntry entry);

    /// <summary>
    /// Returns the start of the first hour of the last 366 days in which an event of one of the objectives is stored, or
    /// <see langword="null"/> if there is none.
    /// </summary>
    /// <param name="slos">The names of the objectives; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has one of the names.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<DateTimeOffset?> GetFirstMeasuredAsync(IReadOnlyList<string> slos, CancellationToken cancellationToken = default);
}
