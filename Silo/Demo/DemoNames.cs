using System.Text;

namespace Silo.Demo;

/// <summary>Invented Chinese names: common surnames by their frequency, given names of one or two common characters.</summary>
internal static class DemoNames
{
    // The commoner a surname, the more often it stands here.
    private const string Surnames =
        "王王王王王王王李李李李李李李张张张张张张刘刘刘刘刘陈陈陈陈杨杨杨赵赵黄黄周周吴吴徐徐孙孙胡胡朱朱高高林林何何郭郭马马罗罗" +
        "梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

    private const string Given =
        "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红波辉鹏飞斌宇浩凯健俊帆雪琳晨阳颖倩婷慧莹欣佳悦瑞思远志文建国海燕春梅" +
        "晓东立新永庆德胜振兴宏光荣昌嘉诚子涵雨轩梓萱一鸣博睿天翔云峰若溪可心家乐安康清源书瑶景行承泽书航亦凡沐阳";

    public static string Make(Random random)
    {
        var name = new StringBuilder(3).Append(Surnames[random.Next(Surnames.Length)]);
        // Two characters are four times as common as one.
        for (var more = random.Next(5) == 0 ? 1 : 2; more > 0; more--)
        {
            name.Append(Given[random.Next(Given.Length)]);
        }
        return name.ToString();
    }
}
