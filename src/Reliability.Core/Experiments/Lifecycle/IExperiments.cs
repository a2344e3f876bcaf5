using Reliability.Common;
namespace Reliability.Experiments;

/// <summary>The experiments of a service, from draft to conclusion. Safe for concurrent use.</summary>
public interface IExperiments
{
    /// <summary>Creates a draft.</summary>
    /// <param name="definition">What it compares.</param>
    /// <param name="request">Who changes it and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The draft; not stored when there is an experiment of that key already.</returns>
    /// <exception cref="ArgumentException">The definition, a name or a reason is not legal.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">Its scheme is newer than this library.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> CreateAsync(ExperimentDefinition definition, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads an experiment, or <see langword="null"/>.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Storage.StoreException">The store could not be read, or holds a format newer than this library.</exception>
    ValueTask<Experiment?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Reads all experiments of the service, in the order of their keys' UTF-8 bytes.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UnreadableExperimentsException">All others were read, and these not; thrown at the end.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    IAsyncEnumerable<Experiment> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Says what a change would do to people, and saves nothing.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="definition">What it would be.</param>
    /// <param name="units">The ids to look at, such as those of yesterday's customers.</param>
    /// <exception cref="ArgumentException">The definition is not legal, an id is empty, or the experiment is another service's.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">A scheme is newer than this library.</exception>
    ExperimentPlan Plan(Experiment seen, ExperimentDefinition definition, IEnumerable<string> units);

    /// <summary>Edits the definition. A draft may change in everything but its key; a started one keeps what would reassign everybody (seed, scheme, layer, control) and what decides (design, primary metrics, guardrails).</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="definition">What it shall be.</param>
    /// <param name="request">Who changes it and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The definition, a name or a reason is not legal.</exception>
    /// <exception cref="InvalidOperationException">The experiment is concluded, or runs and the edit would reassign everybody.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">Its scheme is newer than this library.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> EditAsync(Experiment seen, ExperimentDefinition definition, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts a draft.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="request">Who changes it and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A name or a reason is not legal, or the experiment is another service's.</exception>
    /// <exception cref="InvalidOperationException">It is no draft, or its slice of a layer overlaps with that of an experiment under way (two that start at the same moment are not seen).</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> StartAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Pauses a running experiment: it assigns and counts nobody.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="request">Who changes it and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A name or a reason is not legal, or the experiment is another service's.</exception>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> PauseAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Resumes an experiment that is paused or rolled back.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="request">Who changes it and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A name or a reason is not legal, or the experiment is another service's.</exception>
    /// <exception cref="InvalidOperationException">It is neither paused nor rolled back.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> ResumeAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Says what an experiment has shown so far; of a concluded one what was kept.</summary>
    /// <remarks>
    /// The cost depends on arms and metrics alone, save that after a change of shares every unit is read once for the sample ratio. With planned units
    /// (<see cref="InferenceMethod.FixedHorizon"/>, <see cref="InferenceMethod.GroupSequential"/>) a look that is due is taken and kept, and stands until the next one is due.
    /// </remarks>
    /// <param name="seen">The experiment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The experiment is another service's.</exception>
    /// <exception cref="Storage.StoreException">The store failed.</exception>
    ValueTask<ExperimentReport> AnalyzeAsync(Experiment seen, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends an experiment for good, with a snapshot of all that it was decided on. It is refused while the sample ratio is broken, too little time passed, a guardrail of the shipped variant is open
    /// or broken, the shipped variant is no winner, or nothing was found with too few units; unless that is overridden, which is kept with who and why.
    /// </summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="request">What to ship, who decides and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">There is no such variant, or a name or a reason is not legal.</exception>
    /// <exception cref="InvalidOperationException">It is a draft, or concluded before; or its history and report, with very long names, are larger than a document may be.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="Storage.StoreException">The store failed.</exception>
    ValueTask<ConcludeOutcome> ConcludeAsync(Experiment seen, ConcludeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives everybody the control, and counts nothing any more, until it is resumed.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="request">Who changes it and why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A name or a reason is not legal, or the experiment is another service's.</exception>
    /// <exception cref="InvalidOperationException">It neither runs nor is paused.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> RollBackAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Rolls a running experiment back whose design asks for it (<see cref="InferenceDesign.RollsBack"/>) when a guardrail is clearly broken. It may be called as often as one likes: in all calls together
    /// a guardrail that is kept is called broken with a probability of at most alpha, whatever the design's method. It acts once: a person who resumes has overruled it, since what was counted before stays in the sums. <c>AddReliability()</c> calls it every minute.
    /// </summary>
    /// <param name="seen">The experiment.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of the rollback; <see langword="null"/> when there was no reason for one.</returns>
    /// <exception cref="Storage.StoreException">The store failed.</exception>
    ValueTask<ExperimentUpdate?> RollBackIfBrokenAsync(Experiment seen, CancellationToken cancellationToken = default);
}
