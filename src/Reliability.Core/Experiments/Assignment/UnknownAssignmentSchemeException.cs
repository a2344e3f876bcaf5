using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Experiments.Internal;

namespace Reliability.Experiments;

/// <summary>
/// The exception that is thrown when a definition uses an assignment scheme that this version of the library does not know. Another scheme
/// would move units.
/// </summary>
public sealed class UnknownAssignmentSchemeException : ReliabilityException
{
    /// <summary>Initializes a new instance of the <see cref="UnknownAssignmentSchemeException"/> class.</summary>
    /// <param name="scheme">The name of the scheme.</param>
    public UnknownAssignmentSchemeException(string scheme)
        : base(
            $"The assignment scheme '{scheme}' is not known to this version of the library, which knows "
            + $"{Names.Nearest(scheme, SchemeRules.Names)}. Update the package.")
    {
    }
}
