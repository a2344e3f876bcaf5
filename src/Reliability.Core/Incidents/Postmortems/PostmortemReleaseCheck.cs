using Reliability.Common.Internal;
using Reliability.Releases;

namespace Reliability.Incidents;

/// <summary>
/// Lets postmortems that are required and overdue object to a release of their service, if asked. Each question reads the incidents of the
/// service; with a verdict that allows, nothing is read.
/// </summary>
public sealed class PostmortemReleaseCheck : IReleaseCheck
{
    /// <summary>The reason code for a postmortem that is required by the <see cref="PostmortemPolicy"/> and overdue.</summary>
    public const string OverdueCode = "PostmortemOverdue";

    /// <summary>The number of incidents that a reason names.</summary>
    private const int MaxNamed = 3;

    private readonly IPostmortems _postmortems;
    private readonly GateVerdict _onOverdue;

    /// <summary>Initializes a new instance of the <see cref="PostmortemReleaseCheck"/> class.</summary>
    /// <param name="postmortems">The postmortems.</param>
    /// <param name="onOverdue">The verdict for overdue postmortems: allow, warn or block.</param>
    /// <exception cref="ArgumentOutOfRangeException">The verdict is not allow, warn or block.</exception>
    public PostmortemReleaseCheck(IPostmortems postmortems, GateVerdict onOverdue)
    {
        ArgumentNullException.ThrowIfNull(postmortems);
        _postmortems = postmortems;
        _onOverdue = Check.Word(onOverdue, nameof(onOverdue), GateVerdict.Unknown);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (_onOverdue == GateVerdict.Allow || !_postmortems.Services.Contains(service, StringComparer.Ordinal))
        {
            return [];
        }

        RequiredPostmortem[] overdue =
        [
            .. (await _postmortems.ListRequiredAsync(service, cancellationToken).ConfigureAwait(false)).Where(one => one.IsOverdue),
        ];
        if (overdue.Length == 0)
        {
            return [];
        }

        IEnumerable<string> named = overdue.Take(MaxNamed).Select(one => $"'{Names.Shorten(one.Title)}' ({one.IncidentId})");
        string more = overdue.Length > MaxNamed ? Check.Text($" and {overdue.Length - MaxNamed} more") : string.Empty;
        return
        [
            new GateReason
            {
                Verdict = _onOverdue,
                Code = OverdueCode,
                Message = $"The postmortem is overdue of: {string.Join(", ", named)}{more}.",
            },
        ];
    }
}
