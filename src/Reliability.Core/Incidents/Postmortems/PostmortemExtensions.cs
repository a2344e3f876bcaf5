using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Short forms for hosts of one service.</summary>
public static class PostmortemExtensions
{
    /// <summary>
    /// Drafts the postmortem of an incident of the only service, and returns it. If there is one, it is returned as it is.
    /// </summary>
    /// <param name="postmortems">The postmortems.</param>
    /// <param name="incidentId">The id of the incident.</param>
    /// <param name="change">Who drafts it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat the request.</param>
    /// <exception cref="InvalidOperationException">There are several services, or the incident is a duplicate of another.</exception>
    /// <exception cref="KeyNotFoundException">There is no such incident.</exception>
    public static async ValueTask<Postmortem> DraftAsync(
        this IPostmortems postmortems, string incidentId, ChangeRequest change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(postmortems);
        if (postmortems.Services is not [var service])
        {
            throw new InvalidOperationException(
                $"There are several services. Name the one of the incident: {Names.Nearest(string.Empty, postmortems.Services)}.");
        }

        PostmortemUpdate update = await postmortems.DraftAsync(service, incidentId, change, cancellationToken).ConfigureAwait(false);
        return update.Outcome switch
        {
            PostmortemOutcome.Stored => update.Current!,
            PostmortemOutcome.NotFound => throw new KeyNotFoundException(update.Rejection),
            _ => throw new InvalidOperationException(update.Rejection),
        };
    }
}
