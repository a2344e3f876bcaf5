using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>
/// Keeps the postmortems of incidents and the actions that follow from them. Every change has an author and a reason, is made once by its
/// <see cref="ChangeRequest.Id"/>, and only by who has seen the present version. A conflict, an unknown id and a change that does not fit
/// are results and not exceptions.
/// </summary>
/// <remarks>Every method throws <see cref="KeyNotFoundException"/> for a service that is not one of <see cref="Services"/>, and
/// <see cref="StoreException"/> if the store fails; it is then safe to send the same request again.</remarks>
public interface IPostmortems
{
    /// <summary>Gets the services whose postmortems are kept.</summary>
    IReadOnlyList<string> Services { get; }

    /// <summary>Gets which incidents require a postmortem.</summary>
    PostmortemPolicy Policy { get; }

    /// <summary>
    /// Drafts the postmortem of an incident: its title, timeline, duration, impact, objectives and burnt budget are filled in. If there is
    /// one, it is returned as it is.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="incidentId">The id of the incident.</param>
    /// <param name="change">Who drafts it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request.</param>
    /// <returns>Not found if there is no such incident; rejected if it is a duplicate of another.</returns>
    ValueTask<PostmortemUpdate> DraftAsync(
        string service, string incidentId, ChangeRequest change, CancellationToken cancellationToken = default);

    /// <summary>Drafts the postmortem of an incident of the only service, and returns it.</summary>
    /// <param name="incidentId">The id of the incident.</param>
    /// <param name="change">Who drafts it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request.</param>
    /// <exception cref="InvalidOperationException">There are several services, or the incident is a duplicate of another.</exception>
    /// <exception cref="KeyNotFoundException">There is no such incident.</exception>
    ValueTask<Postmortem> DraftAsync(string incidentId, ChangeRequest change, CancellationToken cancellationToken = default);

    /// <summary>Returns the postmortem of an incident, or <see langword="null"/> if there is none.</summary>
    /// <param name="service">The service.</param>
    /// <param name="incidentId">The id of the incident.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<Postmortem?> GetAsync(string service, string incidentId, CancellationToken cancellationToken = default);

    /// <summary>Returns postmortems, the latest draft first.</summary>
    /// <param name="query">The query, or <see langword="null"/> for the first of all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<PostmortemPage> ListAsync(PostmortemQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Changes the content of a draft, or of one in review.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="content">The content. An action that is closed without a time is closed now.</param>
    /// <param name="change">Who changes it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Rejected if it is final, or if an action does not fit: it is due before it was filed, for example.</returns>
    ValueTask<PostmortemUpdate> EditAsync(
        Postmortem seen, PostmortemContent content, ChangeRequest change, CancellationToken cancellationToken = default);

    /// <summary>Adds an action, or changes the one with its id, also of a postmortem that is final.</summary>
    /// <param name="seen">The version of the postmortem that the caller has seen.</param>
    /// <param name="action">The action. One that is closed without a time is closed now.</param>
    /// <param name="change">Who changes it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Rejected if it is due before it was filed, was filed by another incident, or its id is that of another action.</returns>
    ValueTask<PostmortemUpdate> SetActionAsync(
        Postmortem seen, ActionItem action, ChangeRequest change, CancellationToken cancellationToken = default);

    /// <summary>Closes an action now, also of a postmortem that is final.</summary>
    /// <param name="seen">The version of the postmortem that the caller has seen.</param>
    /// <param name="actionId">The id of the action.</param>
    /// <param name="status">Done or cancelled.</param>
    /// <param name="change">Who changes it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Not found if there is no such action; rejected if it is closed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is neither done nor cancelled.</exception>
    ValueTask<PostmortemUpdate> CloseActionAsync(
        Postmortem seen, string actionId, ActionStatus status, ChangeRequest change, CancellationToken cancellationToken = default);

    /// <summary>Sends a draft to review.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="change">Who changes it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Rejected if it is no draft.</returns>
    ValueTask<PostmortemUpdate> SubmitAsync(Postmortem seen, ChangeRequest change, CancellationToken cancellationToken = default);

    /// <summary>Makes a postmortem that is in review or final a draft again.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="change">Who changes it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>Rejected if it is a draft.</returns>
    ValueTask<PostmortemUpdate> ReturnAsync(Postmortem seen, ChangeRequest change, CancellationToken cancellationToken = default);

    /// <summary>Makes a postmortem that is in review final.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="change">Who changes it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request with the same ID.</param>
    /// <returns>
    /// Rejected if it is not in review, lacks something (<see cref="PostmortemUpdate.Gaps"/>), or its incident is a duplicate of another.
    /// If the incident does not exist any more, it becomes final and the result says so.
    /// </returns>
    ValueTask<PostmortemUpdate> FinalizeAsync(Postmortem seen, ChangeRequest change, CancellationToken cancellationToken = default);

    /// <summary>Returns what stands between a postmortem and its final version. Nothing is stored.</summary>
    /// <param name="service">The service.</param>
    /// <param name="incidentId">The id of the incident.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The plan, or <see langword="null"/> if there is no such postmortem.</returns>
    ValueTask<PostmortemPlan?> PlanFinalizeAsync(string service, string incidentId, CancellationToken cancellationToken = default);

    /// <summary>Returns the actions of postmortems in every status, those first that are due first.</summary>
    /// <param name="query">The query, or <see langword="null"/> for the first of all that are open.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<ActionPage> ListActionsAsync(ActionQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the incidents that require a postmortem by the <see cref="Policy"/>, those first that are due first. Those whose postmortem
    /// is final are among them.
    /// </summary>
    /// <param name="service">The service, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<IReadOnlyList<RequiredPostmortem>> ListRequiredAsync(
        string? service = null, CancellationToken cancellationToken = default);
}
