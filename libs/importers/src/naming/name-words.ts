/**
 * Places that names of companies begin with, or carry in brackets. A change of these lists changes
 * the ids of companies seen for the first time; those on record keep theirs.
 */
const PLACE_NAMES =
  '北京 上海 天津 重庆 广州 深圳 杭州 成都 武汉 南京 苏州 厦门 合肥 西安 青岛 济南 长沙 郑州 无锡 宁波 福州 ' +
  '珠海 佛山 东莞 沈阳 大连 长春 哈尔滨 石家庄 太原 南昌 南宁 昆明 贵阳 海口 三亚 兰州 银川 西宁 乌鲁木齐 呼和浩特 ' +
  '拉萨 常州 徐州 泉州 温州 嘉兴 绍兴 金华 中山 惠州 烟台 潍坊 芜湖 南通 昆山 义乌 洛阳 秦皇岛 雄安 ' +
  '广东 浙江 江苏 山东 四川 湖南 湖北 安徽 福建 河北 河南 陕西 山西 江西 海南 贵州 云南 辽宁 吉林 黑龙江 甘肃 ' +
  '青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国';

/** Words of trade that names share; what remains between them is the company's own. */
const TRADE =
  '科技 信息 网络 技术 智能 人工智能 数字 软件 文化 服务 数据 教育 发展 健康 电子 未来 咨询 医疗 计算 智慧 管理 商务 ' +
  '中心 传播 传媒 产业 开发 互动 互联网 互联 通信 证券 系统 医院 企业 创新 投资 大学 世纪 工业 汽车 国际 医药 生物 创意 ' +
  '销售 移动 设计 无限 工程 深度 城市 基金 设备 空间 研究院 研究所 研究 控股 安全 数码 机器人 时代 应用 能源 资源 人力 ' +
  '科学 引擎 娱乐 出行 资讯 电视 银行 知识 交通 广告 培训 电信 工作室 广播 农业 体育 物流 视觉 财富 媒体 生活 运营 自动化 ' +
  '集团 实验室 计算机 影视 旅游 金融 保险 支付宝 音乐 游戏 社区 供应链 电商 云计算 大数据 阿里巴巴 大模型 算法 平台 助手 小程序';

const PLACES = new Set(PLACE_NAMES.split(' '));
const WORDS = new Set([...PLACES, ...TRADE.split(' ')]);
const WORD_LENGTH_MAX = Math.max(...[...WORDS].map((word) => word.length));

/**
 * Chinese text cut at the words that names of companies share: 北京|抖音|信息|服务. What lies between
 * them stays whole, four characters as two pairs.
 */
export function nameWords(text: string): readonly string[] {
  const words: string[] = [];
  let own = '';
  let at = 0;
  while (at < text.length) {
    const word = sharedWordAt(text, at);
    if (word === undefined) own += text[at] ?? '';
    else {
      words.push(...pairs(own), word);
      own = '';
    }
    at += word?.length ?? 1;
    if (word !== undefined && PLACES.has(word) && /[市省]/u.test(text[at] ?? '')) at += 1;
  }
  return [...words, ...pairs(own)];
}

function sharedWordAt(text: string, at: number): string | undefined {
  for (let length = WORD_LENGTH_MAX; length > 1; length -= 1) {
    const word = text.slice(at, at + length);
    if (WORDS.has(word)) return word;
  }
  return undefined;
}

function pairs(own: string): readonly string[] {
  if (own.length === 4) return [own.slice(0, 2), own.slice(2)];
  return own === '' ? [] : [own];
}
