using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Debt.Internal;

namespace Reliability.Debt;

/// <content>The links to incidents and objectives.</content>
public sealed partial class DebtRegister
{
    /// <inheritdoc/>
    public async ValueTask<DebtUpdate> LinkAsync(
        DebtItem seen, DebtLink link, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        RequireOwn(seen);
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(request);
        if (!IsMade(seen, DebtChangeKind.Linked, request, IsOther)
            && !IsLinked(seen, link)
            && !await ExistsAsync(link, cancellationToken).ConfigureAwait(false))
        {
            // An earlier call may have stored the same request, before what it names was removed.
            DebtItem current = await GetAsync(seen.Id, cancellationToken).ConfigureAwait(false) ?? throw NotFound(seen.Id);
            return IsMade(current, DebtChangeKind.Linked, request, IsOther)
                ? Done(current)
                : new DebtUpdate { Outcome = DebtOutcome.NotFound, Current = current, Rejection = MissingText(link) };
        }

        return await ChangeAsync(
            seen, DebtChangeKind.Linked, request, (before, _) => DebtChanges.Link(before, link), IsOther, cancellationToken)
            .ConfigureAwait(false);

        bool IsOther(DebtRecord current) => IsOtherLink(current, link, request, isLinked: true);
    }

    /// <inheritdoc/>
    public ValueTask<DebtUpdate> UnlinkAsync(
        DebtItem seen, DebtLink link, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        return ChangeAsync(
            seen,
            DebtChangeKind.Unlinked,
            request,
            (before, _) => DebtChanges.Unlink(before, link),
            current => IsOtherLink(current, link, request, isLinked: false),
            cancellationToken);
    }

    /// <summary>Returns whether the change with the id of a request was that of another link: its entry has the links.</summary>
    private static bool IsOtherLink(DebtRecord current, DebtLink link, ChangeRequest request, bool isLinked)
    {
        string name = link.Kind == DebtLinkKind.Incident ? "incidents" : "objectives";
        StoredFieldChange? made = current.History.First(one => one.Id == request.Id).Fields?.FirstOrDefault(one => one.Field == name);
        string linked = (isLinked ? made?.To : made?.From) ?? string.Empty;
        string unlinked = (isLinked ? made?.From : made?.To) ?? string.Empty;

        // A long list is cut; then only the kind of the link is compared.
        return made is null || (linked.Length < DebtFieldChange.MaxTextLength - 4 && (!Has(linked) || Has(unlinked)));

        bool Has(string list) => list.Split(", ").Contains(link.Id, StringComparer.Ordinal);
    }

    private static bool IsLinked(DebtItem item, DebtLink link) =>
        (link.Kind == DebtLinkKind.Incident ? item.Incidents : item.Objectives).Contains(link.Id, StringComparer.Ordinal);

    private string MissingText(DebtLink link) => link.Kind == DebtLinkKind.Incident
        ? $"Service '{Service}' has no incident '{Names.Shorten(link.Id)}'."
        : $"No objective is named '{Names.Shorten(link.Id)}'.";

    private async ValueTask<bool> ExistsAsync(DebtLink link, CancellationToken cancellationToken)
    {
        LinkTargetKind kind = link.Kind == DebtLinkKind.Incident ? LinkTargetKind.Incident : LinkTargetKind.Objective;
        ILinkTargets[] asked = Array.FindAll(_targets, one => one.TargetKind == kind);
        foreach (ILinkTargets one in asked)
        {
            if (await one.ExistsAsync(Service, link.Id, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return asked.Length == 0;
    }
}
