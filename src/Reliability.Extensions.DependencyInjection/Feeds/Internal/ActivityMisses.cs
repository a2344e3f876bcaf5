using System.Diagnostics;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>
/// Remembers the activities of a source that a feed does not select, so that a misspelt name, tag or value can be corrected.
/// </summary>
internal sealed class ActivityMisses(ActivityOrigin origin)
{
    private readonly FewValues<string> _names = new();
    private readonly ConditionWatch _conditions = new(origin.Filter.Taken);

    public void Observe(string name) => _names.Add(name);

    /// <summary>Observes an activity that has the name and does not meet the conditions.</summary>
    public void Observe(Activity activity) => _conditions.Observe(activity);

    /// <summary>Returns why no activity was selected, as far as it is known.</summary>
    public string? Hint() => _conditions.Hint()
        ?? (origin.Name is { } name && _names.All.Count > 0 ? $"No activity is named '{name}'. {Names.Hint(name, _names.All)}" : null);
}
