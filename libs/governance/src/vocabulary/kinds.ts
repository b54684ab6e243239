import { word } from './word.js';

export const INCIDENTS = [
  word('unlawful-content', 'Unlawful content found', '发现违法内容'),
  word('user-violation', 'Unlawful use found', '用户违法活动'),
  word('unlabelled-content', 'Content without its label', '内容未标识'),
  word('label-tampering', 'Label removed or altered', '标识篡改'),
  word('data-leak', 'Personal data leaked', '个人信息泄露'),
  word('cybersecurity', 'Cybersecurity incident', '网络安全事件'),
  word('security-defect', 'Security defect or hole', '安全缺陷漏洞'),
  word('serious-incident', 'Serious incident of an AI system', '严重事件'),
  word('critical-safety', 'Critical safety incident of a frontier model', '重大安全事件'),
  word('impersonation', 'A person’s face or voice used without consent', '冒用他人形象声音'),
  word('outage', 'Service outage', '服务中断'),
  word('public-concern', 'Public concern', '舆情'),
];

export const ASSESSMENTS = [
  word('security', 'Security assessment', '安全评估'),
  word('algorithm-self', 'Algorithm security self-assessment', '算法安全自评估'),
  word('personal-information', 'Personal information impact assessment', '个人信息保护影响评估'),
  word('minors-impact', 'Impact assessment for minors', '未成年人影响评估'),
  word('ethics', 'Ethics review', '科技伦理审查'),
  word('compliance-audit', 'Compliance audit', '合规审计'),
  word('data-risk', 'Network data risk assessment', '网络数据风险评估'),
  word('annual-check', 'Annual check of a filing', '年度核验'),
  word('fundamental-rights', 'Fundamental rights impact assessment', '基本权利影响评估'),
  word('conformity', 'Conformity assessment', '合格评定'),
  word('determination', 'Determination of scope', '适用性判断'),
];

export const MEDIA = [
  word('text', 'Text', '文本'),
  word('image', 'Image', '图片'),
  word('audio', 'Audio', '音频'),
  word('video', 'Video', '视频'),
  word('virtual-scene', 'Virtual scene', '虚拟场景'),
];

/** Current names and those that earlier lists used. */
export const ALGORITHM_CATEGORIES = [
  word('generation-synthesis', 'Generation and synthesis', '生成合成类'),
  word('personalised-push', 'Personalised push', '个性化推送类'),
  word('ranking-selection', 'Ranking and selection', '排序精选类'),
  word('retrieval-filtering', 'Retrieval and filtering', '检索过滤类'),
  word('scheduling-decision', 'Scheduling and decision', '调度决策类'),
  word('information-retrieval', 'Information retrieval', '信息检索类'),
  word('content-filtering', 'Content filtering', '内容过滤类'),
];

export const ALGORITHM_ROLES = [
  word('service-provider', 'Service provider', '服务提供者'),
  word('technical-supporter', 'Technical supporter', '服务技术支持者'),
];

export const ROLES = [
  ...ALGORITHM_ROLES,
  word('service-user', 'Service user', '服务使用者'),
  word('content-platform', 'Content platform', '内容传播平台'),
  word('app-store', 'App store', '应用分发平台'),
  word('face-recognition-processor', 'Processor of face data', '人脸识别处理者'),
  word('network-operator', 'Network operator', '网络运营者'),
  word('provider', 'Provider (EU)', '提供者（欧盟）'),
  word('deployer', 'Deployer (EU)', '部署者（欧盟）'),
  word('importer', 'Importer (EU)', '进口商（欧盟）'),
  word('distributor', 'Distributor (EU)', '分销商（欧盟）'),
  word('authorised-representative', 'Authorised representative (EU)', '授权代表（欧盟）'),
  word('general-model-provider', 'Provider of a general-purpose model', '通用模型提供者'),
  word('systemic-model-provider', 'Provider of a model with systemic risk', '系统性风险模型提供者'),
  word('covered-provider', 'Covered provider (US-CA)', '受规制提供者（加州）'),
  word('large-online-platform', 'Large online platform (US-CA)', '大型在线平台（加州）'),
  word('model-hosting-platform', 'Hosting platform for models (US-CA)', '模型托管平台（加州）'),
  word('capture-device-maker', 'Maker of capture devices (US-CA)', '拍摄设备制造商（加州）'),
  word('frontier-developer', 'Frontier developer (US)', '前沿开发者（美国）'),
  word('large-frontier-developer', 'Large frontier developer (US)', '大型前沿开发者（美国）'),
  word('companion-operator', 'Operator of companions (US)', '陪伴服务运营者（美国）'),
  word('exporter', 'Exporter (US)', '出口商（美国）'),
];

export const ENFORCEMENT_MEASURES = [
  word('interview', 'Interview', '约谈'),
  word('warning', 'Warning', '警告'),
  word('criticism', 'Public criticism', '通报批评'),
  word('rectification-order', 'Order to correct', '责令限期改正'),
  word('updates-suspension', 'Suspension of information updates', '责令暂停信息更新'),
  word('suspension-order', 'Order to suspend the service', '责令暂停提供服务'),
  word('delisting', 'Removal from app stores', '下架'),
  word('fine', 'Fine', '罚款'),
  word('licence-revocation', 'Licence revoked', '吊销许可'),
];
