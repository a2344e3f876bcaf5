namespace Reliability.Experiments;

/// <summary>The stored names of the ways to assign. A scheme never changes: what would change anybody's variant gets a name of its own.</summary>
public static class AssignmentScheme
{
    /// <summary>Weighted rendezvous hashing on the variants' keys, as <c>docs/assignment.md</c> specifies it.</summary>
    public const string Rendezvous1 = "rendezvous-1";

    /// <summary>MD5 of <c>seed:unit</c> modulo the number of variants, to take over running tests of that design. Equal weights only; the order of the variants counts.</summary>
    public const string Md5Modulo = "md5-modulo";
}
