using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability;

/// <summary>Options for postmortems and the actions that follow from them.</summary>
public sealed class PostmortemOptions
{
    /// <summary>Gets or sets the share of one error budget above which an incident that burnt it requires a postmortem.</summary>
    /// <value>0 to 1000. Default: 0.2, which is 20 %.</value>
    public decimal RequiredAboveBudgetShare { get; set; } = new PostmortemPolicy().RequiredAboveBudgetShare;

    /// <summary>Gets or sets how long after the end of the incident the postmortem has to be final.</summary>
    /// <value>1 hour to 365 days. Default: 14 days.</value>
    public TimeSpan DueWithin { get; set; } = new PostmortemPolicy().DueWithin;

    /// <summary>Gets or sets how far back incidents are looked at, by their start.</summary>
    /// <value>1 day to 3650 days. Default: 365 days.</value>
    public TimeSpan Lookback { get; set; } = new PostmortemPolicy().Lookback;

    /// <summary>Gets or sets the verdict of the release gate for postmortems that are required and overdue.</summary>
    /// <value>Default: <c>Allow</c>.</value>
    public GateVerdict OnOverdue { get; set; } = GateVerdict.Allow;

    /// <summary>
    /// Gets or sets a value indicating whether postmortems are checked for words that blame and for names of persons. Other words are those
    /// of a <see cref="BlamelessCheck"/> that is registered as a service; it is used in any case.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool CheckBlame { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the notifiers of alerts remind of each action that becomes overdue, once for each due date.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RemindOfActions { get; set; }

    /// <summary>Gets or sets how often it is looked for actions that became overdue.</summary>
    /// <value>1 minute to 1 day. Default: 1 hour.</value>
    public TimeSpan ReminderInterval { get; set; } = TimeSpan.FromHours(1);
}
