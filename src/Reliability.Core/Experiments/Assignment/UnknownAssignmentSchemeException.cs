using Reliability.Common;
using Reliability.Experiments.Internal;

namespace Reliability.Experiments;

/// <summary>A definition assigns by a scheme that this version of the library does not know; guessing would move people.</summary>
public sealed class UnknownAssignmentSchemeException : ReliabilityException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="scheme">The scheme.</param>
    public UnknownAssignmentSchemeException(string scheme)
        : base($"The assignment scheme '{scheme}' is not known to this version of the library, which knows {string.Join(", ", SchemeRules.Names.Select(name => $"'{name}'"))}. Update the package.")
    {
    }
}
