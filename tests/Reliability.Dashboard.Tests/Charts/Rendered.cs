using System.Buffers;
using System.Text;
using System.Xml.Linq;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests.Charts;

/// <summary>What a chart writes, as text and as a tree: charts have no element without an end, so that they are XML too.</summary>
internal static class Rendered
{
    public static string Text(Action<HtmlWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new HtmlWriter(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static XElement Tree(Action<HtmlWriter> write) => XElement.Parse($"<root>{Text(write)}</root>", LoadOptions.PreserveWhitespace);

    public static IEnumerable<XElement> WithClass(this XElement root, string name) =>
        root.Descendants().Where(one => ((string?)one.Attribute("class"))?.Split(' ').Contains(name) == true);
}
