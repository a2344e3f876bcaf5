namespace Reliability.Experiments;

/// <summary>The experiments of a service, from draft to conclusion. Safe for concurrent use.</summary>
public interface IExperiments
{
    /// <summary>Creates a draft.</summary>
    /// <param name="definition">What it compares.</param>
    /// <param name="by">Who creates it, 1 to 200 characters.</param>
    /// <param name="reason">Why, 1 to 1,000 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The draft; not stored when there is an experiment of that key already.</returns>
    /// <exception cref="ArgumentException">The definition, a name or a reason is not legal.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">Its scheme is newer than this library.</exception>
    /// <exception cref="Storage.StoreException">The store could not be written.</exception>
    ValueTask<ExperimentUpdate> CreateAsync(ExperimentDefinition definition, string by, string reason, CancellationToken cancellationToken = default);

    /// <summary>Reads an experiment, or <see langword="null"/>.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Storage.StoreException">The store could not be read, or holds a format newer than this library.</exception>
    ValueTask<Experiment?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Reads all experiments of the service, in the order of their keys' UTF-8 bytes.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    IAsyncEnumerable<Experiment> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Says what a change would do to people, and saves nothing.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="definition">What it would be.</param>
    /// <param name="units">The ids to look at, such as those of yesterday's customers.</param>
    /// <exception cref="ArgumentException">The definition is not legal, or an id is empty.</exception>
    ExperimentPlan Plan(Experiment seen, ExperimentDefinition definition, IEnumerable<string> units);

    /// <summary>Edits the definition. A draft may change in everything but its key; a running or paused experiment keeps what would reassign everybody: seed, scheme, layer and control.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="definition">What it shall be.</param>
    /// <param name="by">Who edits it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The definition, a name or a reason is not legal.</exception>
    /// <exception cref="InvalidOperationException">The experiment is concluded, or runs and the edit would reassign everybody.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    ValueTask<ExperimentUpdate> EditAsync(Experiment seen, ExperimentDefinition definition, string by, string reason, CancellationToken cancellationToken = default);

    /// <summary>Starts a draft.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="by">Who starts it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">It is no draft.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    ValueTask<ExperimentUpdate> StartAsync(Experiment seen, string by, string reason, CancellationToken cancellationToken = default);

    /// <summary>Pauses a running experiment: it assigns and counts nobody.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="by">Who pauses it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    ValueTask<ExperimentUpdate> PauseAsync(Experiment seen, string by, string reason, CancellationToken cancellationToken = default);

    /// <summary>Resumes a paused experiment.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="by">Who resumes it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">It is not paused.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    ValueTask<ExperimentUpdate> ResumeAsync(Experiment seen, string by, string reason, CancellationToken cancellationToken = default);

    /// <summary>Ends an experiment for good, without a judgement of its results.</summary>
    /// <param name="seen">The experiment as the caller saw it.</param>
    /// <param name="by">Who ends it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">It is a draft, or concluded before.</exception>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    ValueTask<ExperimentUpdate> ConcludeAsync(Experiment seen, string by, string reason, CancellationToken cancellationToken = default);
}
