using Reliability.Common;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>
/// Keeps the incidents of the services of a setup. Every change has an author and a reason, is made once by its
/// <see cref="ChangeRequest.Id"/>, and only by who has seen the present version. A conflict, an unknown id and a change that does not fit
/// are results and not exceptions.
/// </summary>
/// <remarks>Every method throws <see cref="KeyNotFoundException"/> for a service that is not one of <see cref="Services"/>, and
/// <see cref="StoreException"/> if the store fails; it is then safe to send the same request again.</remarks>
public interface IIncidents
{
    /// <summary>Gets the services whose incidents are kept.</summary>
    IReadOnlyList<string> Services { get; }

    /// <summary>Opens an incident, or records one that is over.</summary>
    /// <param name="opening">The incident.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>The incident. Not found if an incident, an objective or a deployment that it names does not exist.</returns>
    /// <exception cref="ArgumentException">
    /// A milestone is more than a day ahead, another incident was opened by the same request, or one that is no near miss is anonymous.
    /// </exception>
    ValueTask<IncidentUpdate> OpenAsync(IncidentOpening opening, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns an incident, or <see langword="null"/> if there is none with this id. What an incident burnt that has not ended is measured
    /// now.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<Incident?> GetAsync(string service, string id, CancellationToken cancellationToken = default);

    /// <summary>Returns a page of incidents, the latest start first, with what they burnt when that was last measured.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">There is no incident with the id of <see cref="IncidentQuery.After"/>.</exception>
    ValueTask<IncidentPage> ListAsync(IncidentQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the incidents that are not resolved, the latest start first, and the documents that could not be read. What those burnt that
    /// have not ended is measured now.
    /// </summary>
    /// <param name="service">The service, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<OpenIncidents> ListOpenAsync(string? service = null, CancellationToken cancellationToken = default);

    /// <summary>Changes what people state about an incident.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="request">Who changes it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>
    /// Not found if the definition names an incident, an objective or a deployment that does not exist, unless the version before named it
    /// too. Rejected if links of duplicates or of recurrences would form a circle.
    /// </returns>
    ValueTask<IncidentUpdate> EditAsync(
        Incident seen, IncidentDefinition definition, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets or removes a milestone. Those of real incidents can be in any order; what is unusual is marked as a doubt.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="request">The milestone.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Rejected for <see cref="IncidentMilestone.Resolved"/> of an incident that is not resolved, and to remove it.</returns>
    /// <exception cref="ArgumentException">The time is more than a day ahead.</exception>
    ValueTask<IncidentUpdate> SetMilestoneAsync(
        Incident seen, IncidentMilestoneRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds an entry to the timeline.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="request">The entry.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <exception cref="ArgumentException">The time is more than a day ahead.</exception>
    ValueTask<IncidentUpdate> NoteAsync(Incident seen, IncidentNoteRequest request, CancellationToken cancellationToken = default);

    /// <summary>Resolves an incident.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="request">The resolution.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Rejected, with when and by whom, if it is resolved.</returns>
    /// <exception cref="ArgumentException">The time is more than a day ahead.</exception>
    ValueTask<IncidentUpdate> ResolveAsync(Incident seen, IncidentResolution request, CancellationToken cancellationToken = default);

    /// <summary>Opens an incident again, so that it is neither mitigated nor resolved.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="request">Who changes it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Rejected if it is open.</returns>
    ValueTask<IncidentUpdate> ReopenAsync(Incident seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Measures again what an incident burnt, and stores it.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="request">Who changes it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Rejected if nothing measures budgets.</returns>
    ValueTask<IncidentUpdate> RemeasureAsync(Incident seen, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Measures what incidents of a service burnt together: minutes of several count once. Nothing is stored.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="incidents">The incidents; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<IncidentCost> MeasureAsync(
        string service, IReadOnlyList<Incident> incidents, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds the incidents of a file. One with the same id and content is there already; one with the same id and other content is rejected,
    /// and so is one that names an incident, an objective or a deployment that neither exists nor is added, or is part of a circle of
    /// links.
    /// </summary>
    /// <param name="batch">The incidents.</param>
    /// <param name="request">Who imports them, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to import the same file again.</param>
    ValueTask<IncidentImportReport> ImportAsync(
        IncidentImportBatch batch, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns what an import would add, and what it would reject. Nothing is stored.</summary>
    /// <param name="batch">The incidents.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<IncidentImportReport> PlanImportAsync(IncidentImportBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Finds the incident of which another is a recurrence. See <see cref="IncidentRecurrence.Find"/>.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<IncidentRecurrence?> FindRecurrenceAsync(Incident incident, CancellationToken cancellationToken = default);

    /// <summary>
    /// Attributes an incident to a deployment: the one that a person named, otherwise the last one within 24 hours before it started.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<DeploymentAttribution> AttributeAsync(Incident incident, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns what deployments broke: the incidents that <see cref="AttributeAsync"/> attributes to them, the latest start first.
    /// Maintenance, near misses and duplicates are left out.
    /// </summary>
    /// <param name="query">The deployments.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">There is no such service or deployment.</exception>
    ValueTask<AttributedIncidentPage> ListByDeploymentAsync(
        AttributedIncidentQuery query, CancellationToken cancellationToken = default);

    /// <summary>Returns how many incidents a service had, how long they lasted, and how often people were paged.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<IncidentReport> GetReportAsync(IncidentReportQuery query, CancellationToken cancellationToken = default);
}
