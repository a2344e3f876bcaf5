using Reliability.Common;
namespace Reliability.Experiments;

/// <summary>Manages the experiments of a service, from draft to conclusion. Implementations are safe for concurrent use.</summary>
public interface IExperiments
{
    /// <summary>Gets the name of the service that runs the experiments.</summary>
    string Service { get; }

    /// <summary>
    /// Returns what is probably not intended in a definition: a guardrail (<see cref="ExperimentMetric.SloGuardrail"/>) whose objective the
    /// application does not declare, which therefore stays open.
    /// </summary>
    /// <param name="definition">The definition of an experiment.</param>
    /// <returns>The warnings. The report of an experiment that is not concluded states them too.</returns>
    IReadOnlyList<string> Review(ExperimentDefinition definition);

    /// <summary>Creates a draft.</summary>
    /// <param name="definition">The definition of the experiment.</param>
    /// <param name="request">The author and the reason of the change.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The draft. It is not stored if an experiment with the same key exists.</returns>
    /// <exception cref="ArgumentException">The definition, a name or a reason is not valid.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">The scheme is newer than this library.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> CreateAsync(
        ExperimentDefinition definition,
        ChangeRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Reads an experiment, or returns <see langword="null"/> if it does not exist.</summary>
    /// <param name="key">The key of the experiment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="Storage.StoreException">
    /// The store could not be read, or contains a format that is newer than this library.
    /// </exception>
    ValueTask<Experiment?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Reads all experiments of the service, ordered by the UTF-8 bytes of their keys.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UnreadableExperimentsException">
    /// Some experiments could not be read. The exception is thrown after all others were returned.
    /// </exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    IAsyncEnumerable<Experiment> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns the effect of an edit on the assignment of units without storing anything.</summary>
    /// <param name="seen">The version of the experiment that the caller read.</param>
    /// <param name="definition">The new definition.</param>
    /// <param name="units">The ids of the units to evaluate, such as those of yesterday's customers.</param>
    /// <exception cref="ArgumentException">
    /// The definition is not valid, an id is empty, or the experiment belongs to another service.
    /// </exception>
    /// <exception cref="UnknownAssignmentSchemeException">A scheme is newer than this library.</exception>
    ExperimentPlan Plan(Experiment seen, ExperimentDefinition definition, IEnumerable<string> units);

    /// <summary>
    /// Edits the definition. Everything in a draft may change except its key. A started experiment keeps the parts whose change would
    /// reassign all units (seed, scheme, layer, control) and the parts that decide (design, primary metrics, guardrails).
    /// </summary>
    /// <param name="seen">The version of the experiment that the caller read.</param>
    /// <param name="definition">The new definition.</param>
    /// <param name="request">The author and the reason of the change.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The definition, a name or a reason is not valid.</exception>
    /// <exception cref="InvalidOperationException">The experiment is concluded, or has started and the edit is not allowed.</exception>
    /// <exception cref="KeyNotFoundException">The experiment does not exist.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">The scheme is newer than this library.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> EditAsync(
        Experiment seen,
        ExperimentDefinition definition,
        ChangeRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Starts a draft.</summary>
    /// <param name="seen">The version of the experiment that the caller read.</param>
    /// <param name="request">The author and the reason of the change.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">A name or a reason is not valid, or the experiment belongs to another service.</exception>
    /// <exception cref="InvalidOperationException">
    /// The experiment is not a draft, or its layer slice overlaps with that of an experiment under way. Two experiments that start at the
    /// same moment do not detect each other.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The experiment does not exist.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> StartAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Pauses a running experiment, which then assigns and counts no units.</summary>
    /// <param name="seen">The version of the experiment that the caller read.</param>
    /// <param name="request">The author and the reason of the change.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">A name or a reason is not valid, or the experiment belongs to another service.</exception>
    /// <exception cref="InvalidOperationException">The experiment does not run.</exception>
    /// <exception cref="KeyNotFoundException">The experiment does not exist.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> PauseAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Resumes an experiment that is paused or rolled back.</summary>
    /// <param name="seen">The version of the experiment that the caller read.</param>
    /// <param name="request">The author and the reason of the change.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">A name or a reason is not valid, or the experiment belongs to another service.</exception>
    /// <exception cref="InvalidOperationException">The experiment is neither paused nor rolled back.</exception>
    /// <exception cref="KeyNotFoundException">The experiment does not exist.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> ResumeAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the state in which a change of the life cycle would leave an experiment. Nothing is read or written. Whether a start
    /// conflicts with another experiment is not checked.
    /// </summary>
    /// <param name="seen">The version of the experiment that the caller read.</param>
    /// <param name="kind">The change.</param>
    /// <exception cref="InvalidOperationException">The change is not possible in the state of the experiment.</exception>
    ExperimentState Plan(Experiment seen, ExperimentChangeKind kind);

    /// <summary>
    /// Returns what <see cref="ConcludeAsync"/> would do: whether it would conclude, and the reasons against it. Nothing is written, and no
    /// look is taken: with planned units, a look that is due can change the answer.
    /// </summary>
    /// <param name="seen">The version of the experiment that the caller read.</param>
    /// <param name="request">The variant to ship, the author and the reason.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The experiment has no such variant, or belongs to another service.</exception>
    /// <exception cref="InvalidOperationException">The experiment was not started, or is concluded.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<ConcludeOutcome> PlanAsync(Experiment seen, ConcludeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns a report on the results so far. For a concluded experiment, returns the stored report.</summary>
    /// <remarks>
    /// The cost depends only on the numbers of arms and metrics, except that after a change of shares every unit is read once for the
    /// sample ratio test. With planned units (<see cref="Statistics.FixedHorizonRule"/>, <see cref="Statistics.GroupSequentialRule"/>), a
    /// look that is due is taken and stored, and stands until the next one is due.
    /// </remarks>
    /// <param name="seen">The experiment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The experiment belongs to another service.</exception>
    /// <exception cref="Storage.StoreException">The store failed.</exception>
    ValueTask<ExperimentReport> AnalyzeAsync(Experiment seen, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns a report on the results so far and changes nothing. It equals that of <see cref="AnalyzeAsync"/>, except that a look that is
    /// due is not taken: the report of a design with planned units shows the last stored look, or that there was none.
    /// </summary>
    /// <param name="seen">The experiment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The experiment belongs to another service.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<ExperimentReport> GetReportAsync(Experiment seen, CancellationToken cancellationToken = default);

    /// <summary>
    /// Concludes an experiment permanently, with a snapshot of everything on which the decision is based. The request is rejected if there
    /// is a sample ratio mismatch, the minimum duration has not passed, a guardrail of the shipped variant is open or broken, the shipped
    /// variant is not a winner, or no effect was found with too few units. The request can override a rejection, which is stored with its
    /// author and reason.
    /// </summary>
    /// <param name="seen">The version of the experiment that the caller read.</param>
    /// <param name="request">The variant to ship, and the author and the reason of the decision.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The variant does not exist, or a name or a reason is not valid.</exception>
    /// <exception cref="InvalidOperationException">
    /// The experiment is a draft or already concluded, or its history and report exceed the maximum size of a document, which requires very
    /// long names.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The experiment does not exist.</exception>
    /// <exception cref="Storage.StoreException">The store failed.</exception>
    ValueTask<ConcludeOutcome> ConcludeAsync(Experiment seen, ConcludeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Rolls an experiment back: all units get the control and none count, until the experiment is resumed.</summary>
    /// <param name="seen">The version of the experiment that the caller read.</param>
    /// <param name="request">The author and the reason of the change.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">A name or a reason is not valid, or the experiment belongs to another service.</exception>
    /// <exception cref="InvalidOperationException">The experiment is neither running nor paused.</exception>
    /// <exception cref="KeyNotFoundException">The experiment does not exist.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> RollBackAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Rolls a running experiment back if its design requests it (<see cref="ExperimentDesign.RollsBack"/>) and a guardrail is clearly
    /// broken. It may be called at any frequency: over all calls together, the probability that a guardrail that is kept is reported as
    /// broken is at most alpha, regardless of the design's method. It rolls back only once: a person who resumes the experiment has
    /// overruled it, because earlier events stay in the sums. <c>AddReliability()</c> calls it every minute.
    /// </summary>
    /// <param name="seen">The experiment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The outcome of the rollback, or <see langword="null"/> if there was no reason for one.</returns>
    /// <exception cref="Storage.StoreException">The store failed.</exception>
    ValueTask<ExperimentUpdate?> RollBackIfBrokenAsync(Experiment seen, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores the evidence of the last day that has ended and on which the experiment ran, once: the sums of each arm and metric, and the
    /// units of each set of shares if they changed. It may be called at any frequency; <c>AddReliability()</c> calls it every 10 minutes. A
    /// day on which no process called it is stored when the next one does, with the sums of that time. Days before it are left out. A
    /// paused experiment gets no further days. The evidence is kept as long as the experiment.
    /// </summary>
    /// <param name="seen">The experiment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>
    /// The day whose evidence is stored now, or <see langword="null"/> if the experiment did not run before today or is concluded.
    /// </returns>
    /// <exception cref="ArgumentException">The experiment belongs to another service.</exception>
    /// <exception cref="Storage.StoreException">The store failed. It is safe to call again.</exception>
    ValueTask<DateOnly?> RecordDayAsync(Experiment seen, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the stored evidence of an experiment by day, oldest first, with intervals that hold at all times together. The last day of a
    /// concluded experiment is its conclusion.
    /// </summary>
    /// <param name="seen">The experiment.</param>
    /// <param name="after">The day after which to begin, or <see langword="null"/> for the first.</param>
    /// <param name="maxCount">The maximum number of days, 1 to <see cref="Storage.DocumentQuery.MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The experiment belongs to another service.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxCount"/> is outside its range.</exception>
    /// <exception cref="Storage.StoreException">
    /// The store could not be read, or contains a format that is newer than this library.
    /// </exception>
    ValueTask<IReadOnlyList<EvidenceDay>> GetEvidenceAsync(
        Experiment seen,
        DateOnly? after = null,
        int maxCount = Storage.DocumentQuery.MaxPageSize,
        CancellationToken cancellationToken = default);
}
