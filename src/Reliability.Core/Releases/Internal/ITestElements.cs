using System.Xml;

namespace Reliability.Releases.Internal;

/// <summary>Counts the tests of a file of one format, element by element.</summary>
internal interface ITestElements
{
    TestResults Results { get; }

    /// <summary>An element begins. The reader stands at it and is not moved to other elements.</summary>
    void Start(XmlReader element);

    /// <summary>An element ends.</summary>
    void End(string name, int depth);
}
